"""What is drawn of each site, a file for each part of the country."""
