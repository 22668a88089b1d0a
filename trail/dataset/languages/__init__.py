"""The trail in other languages: i18n/<language>/*.yaml laid over the files they are named after."""
