// Lists what scripts ask of a browser, as JSON lines: node scan.mjs NODE_MODULES LIB FILE...
// TypeScript's checker tells of which interface a member is: `.at` of an array, of a string, or of
// something of ours. What it can't tell is listed with no owner.
import { createRequire } from "node:module";
import { resolve } from "node:path";

const [modules, lib, ...files] = process.argv.slice(2);
const ts = createRequire(resolve(modules, "x.js"))("typescript");
const { SyntaxKind } = ts;
const program = ts.createProgram(files, {
  allowJs: true, checkJs: true, noEmit: true, strict: true, skipLibCheck: true, types: [],
  target: ts.ScriptTarget.ESNext, module: ts.ModuleKind.ESNext,
  moduleResolution: ts.ModuleResolutionKind.Bundler,
  lib: ["lib.esnext.d.ts", ...lib.split(",").map((name) => `lib.${name}.d.ts`)],
});
const checker = program.getTypeChecker();
const isLib = (node) => program.isSourceFileDefaultLibrary(node.getSourceFile());
const ofLib = (symbol) => Boolean(symbol?.declarations?.length) && symbol.declarations.every(isLib);

// Syntax by the names that the compatibility data has for it.
const SYNTAX = {
  [SyntaxKind.QuestionQuestionEqualsToken]: "operators.nullish_coalescing_assignment",
  [SyntaxKind.BarBarEqualsToken]: "operators.logical_or_assignment",
  [SyntaxKind.AmpersandAmpersandEqualsToken]: "operators.logical_and_assignment",
  [SyntaxKind.QuestionQuestionToken]: "operators.nullish_coalescing",
  [SyntaxKind.QuestionDotToken]: "operators.optional_chaining",
  [SyntaxKind.AsteriskAsteriskToken]: "operators.exponentiation",
  [SyntaxKind.PrivateIdentifier]: "classes.private_class_fields",
  [SyntaxKind.ClassStaticBlockDeclaration]: "classes.static.initialization_blocks",
  [SyntaxKind.PropertyDeclaration]: "classes.public_class_fields",
  [SyntaxKind.BigIntLiteral]: "builtins.BigInt",
  [SyntaxKind.ImportAttributes]: "statements.import.import_attributes",
  [SyntaxKind.ForOfStatement]: "statements.for_of",
  [SyntaxKind.MetaProperty]: "operators.import_meta",
  [SyntaxKind.UsingKeyword]: "statements.using",
};
const FLAGS = { d: "hasIndices", s: "dotAll", u: "unicode", v: "unicodeSets", y: "sticky" };
const REGEX = [
  [/\(\?<[=!]/, "regular_expressions.lookbehind_assertion"],
  [/\(\?<\w/, "regular_expressions.named_capturing_group"],
  [/\\[pP]\{/, "regular_expressions.unicode_character_class_escape"],
  [/\(\?-?[ims]+(-[ims]*)?:/, "regular_expressions.modifier"],
];

function tell(node, use) {
  const file = node.getSourceFile();
  const { line } = file.getLineAndCharacterOfPosition(node.getStart(file));
  console.log(JSON.stringify({ file: file.fileName, line: line + 1, ...use }));
}

// Names of the interfaces of a type, its own before those that it is made of.
function ownersOf(type) {
  const found = [];
  const add = (one) => {
    if (one.isUnionOrIntersection?.()) return one.types.forEach(add);
    const apparent = checker.getApparentType(one);
    const name = apparent.symbol?.name;
    if (name && !found.includes(name)) found.push(name);
    if (apparent.isClassOrInterface?.() || apparent.target?.isClassOrInterface?.()) {
      for (const base of checker.getBaseTypes(apparent.target ?? apparent)) add(base);
    }
  };
  add(type);
  return found;
}

const isUnknown = (type) => Boolean(type.flags & (ts.TypeFlags.Any | ts.TypeFlags.Unknown | ts.TypeFlags.Never));

// `from` is the expression whose member is meant; the type of a pattern for a destructured one.
function member(node, name, type, from) {
  const { parent } = node;
  const called = ts.isCallExpression(parent) && parent.expression === node;
  if (isUnknown(type)) return tell(node, { kind: "unknown", name, called: called || isSet(node) });
  const apparent = checker.getNonNullableType(type);
  const parts = apparent.isUnion() ? apparent.types : [apparent];
  const symbols = parts.map((part) => checker.getPropertyOfType(checker.getApparentType(part), name)).filter(Boolean);
  if (symbols.length && !symbols.some(ofLib)) return; // ours
  const holder = from && ts.isIdentifier(from) && ofLib(checker.getSymbolAtLocation(from)) ? from.text : null;
  const isStatic = holder && apparent.getConstructSignatures().length + apparent.getCallSignatures().length > 0;
  const owners = isStatic ? [holder] : ownersOf(apparent);
  if (holder && !isStatic) owners.unshift(holder);
  for (const symbol of symbols) {
    const parent = symbol.declarations?.[0]?.parent;
    if (parent?.name?.text && !owners.includes(parent.name.text)) owners.push(parent.name.text);
  }
  if (!symbols.length && owners.some((owner) => owner.startsWith("__"))) return; // a plain object of ours
  tell(node, { kind: "member", name, owners, static: Boolean(isStatic), called });
}

function visit(node) {
  if (ts.isPropertyAccessExpression(node) && ts.isIdentifier(node.name)) {
    member(node, node.name.text, checker.getTypeAtLocation(node.expression), node.expression);
  } else if (ts.isElementAccessExpression(node) && ts.isStringLiteralLike(node.argumentExpression)) {
    member(node, node.argumentExpression.text, checker.getTypeAtLocation(node.expression), node.expression);
  } else if (ts.isBindingElement(node) && ts.isObjectBindingPattern(node.parent) && !node.dotDotDotToken) {
    const name = node.propertyName ?? node.name;
    const type = checker.getTypeAtLocation(node.parent);
    if (ts.isIdentifier(name) && !isUnknown(type)) {
      const from = node.parent.parent.initializer;
      member(node, name.text, from ? checker.getTypeAtLocation(from) : type, from);
    }
  } else if (ts.isIdentifier(node) && isUse(node)) {
    const symbol = checker.getSymbolAtLocation(node);
    const found = ts.isShorthandPropertyAssignment(node.parent)
      ? checker.getShorthandAssignmentValueSymbol(node.parent) : symbol;
    if (!found || ofLib(found)) tell(node, { kind: "global", name: node.text });
  }
  // Names of our own data: what a value of unknown type is asked for may be one of them.
  if (ts.isObjectLiteralElementLike(node) && node.name?.text) tell(node, { kind: "own", name: node.name.text });
  if (ts.isBindingElement(node)) tell(node, { kind: "own", name: (node.propertyName ?? node.name).text ?? "" });
  if (ts.isNewExpression(node) && ts.isIdentifier(node.expression)) {
    tell(node, { kind: "constructor", name: node.expression.text });
  }
  if (ts.isCallExpression(node)) event(node);
  if (ts.isCallExpression(node) && node.expression.kind === SyntaxKind.ImportKeyword) {
    tell(node, { kind: "syntax", name: "operators.import" });
  }
  if (ts.isCatchClause(node) && !node.variableDeclaration) {
    tell(node, { kind: "syntax", name: "statements.try_catch.optional_catch_binding" });
  }
  if (ts.isNumericLiteral(node) && node.getText().includes("_")) {
    tell(node, { kind: "syntax", name: "grammar.numeric_separators" });
  }
  if (ts.isRegularExpressionLiteral(node)) regex(node);
  if (ts.isAwaitExpression(node) && isTop(node)) tell(node, { kind: "syntax", name: "operators.await.top_level" });
  if (ts.isForOfStatement(node) && node.awaitModifier && isTop(node)) {
    tell(node, { kind: "syntax", name: "operators.await.top_level" });
  }
  if (SYNTAX[node.kind]) tell(node, { kind: "syntax", name: SYNTAX[node.kind] });
  // `??=` and `?.` are tokens, which forEachChild does not visit.
  for (const token of [node.operatorToken, node.questionDotToken]) {
    if (token && SYNTAX[token.kind] && !ts.isToken(node)) tell(node, { kind: "syntax", name: SYNTAX[token.kind] });
  }
  ts.forEachChild(node, visit);
}

function isSet(node) {
  const { parent } = node;
  return ts.isBinaryExpression(parent) && parent.left === node && parent.operatorToken.kind === SyntaxKind.EqualsToken;
}

function isUse(node) {
  const { parent } = node;
  if (ts.isPropertyAccessExpression(parent) && parent.name === node) return false;
  if (ts.isPropertyAssignment(parent) && parent.name === node) return false;
  if (ts.isBindingElement(parent) && (parent.propertyName === node || parent.name === node)) return false;
  if (ts.isMethodDeclaration(parent) || ts.isImportSpecifier(parent) || ts.isExportSpecifier(parent)) return false;
  if (ts.isMetaProperty(parent) || ts.isLabeledStatement(parent)) return false;
  return !(parent.name === node && (ts.isDeclarationStatement(parent) || ts.isVariableDeclaration(parent)
    || ts.isParameter(parent) || ts.isFunctionExpression(parent) || ts.isClassExpression(parent)
    || ts.isPropertyDeclaration(parent) || ts.isAccessor(parent)));
}

function isTop(node) {
  for (let up = node.parent; up; up = up.parent) if (ts.isFunctionLike(up)) return false;
  return true;
}

function event(node) {
  const name = ts.isIdentifier(node.expression) ? node.expression.text : node.expression.name?.text;
  const [type] = node.arguments;
  if (!type || !ts.isStringLiteralLike(type)) return;
  if (name === "addEventListener") tell(node, { kind: "event", name: type.text });
  if (name === "setAttribute" || name === "toggleAttribute") tell(node, { kind: "attribute", name: type.text });
}

function regex(node) {
  const text = node.getText();
  for (const flag of text.slice(text.lastIndexOf("/") + 1)) {
    if (FLAGS[flag]) tell(node, { kind: "syntax", name: `builtins.RegExp.${FLAGS[flag]}` });
  }
  for (const [pattern, name] of REGEX) if (pattern.test(text)) tell(node, { kind: "syntax", name });
}

for (const file of files) {
  const source = program.getSourceFile(file);
  if (source.parseDiagnostics.length) throw new Error(`${file}: ${source.parseDiagnostics[0].messageText}`);
  visit(source);
}
