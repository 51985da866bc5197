"""Writes every public item of the crate as a line of text, out of what rustdoc says of it in JSON.

Names of types are those behind the last `::`. Left out are blanket and automatic impls, docs, and what
hidden items have. It reads one version of the form, and says so where it is given another.
"""

import json
import sys

FORMAT = 57
# what the program ends with where it is given another
OTHER_FORMAT = 3


class Api:
    def __init__(self, crate):
        if crate["format_version"] != FORMAT:
            found = crate["format_version"]
            print(f"rustdoc writes its JSON in version {found}, and this reads {FORMAT}", file=sys.stderr)
            raise SystemExit(OTHER_FORMAT)
        self.index = crate["index"]
        self.root = crate["root"]
        self.paths = {}
        self.lines = []

    # ---- where everything is found

    def item(self, id):
        return self.index.get(str(id))

    def find(self, id, path, inside):
        """Notes each path by which an item can be named, modules and re-exports gone through."""
        item = self.item(id)
        kind, inner = next(iter(item["inner"].items()))
        if kind == "module":
            if path in inside:
                return
            self.paths.setdefault(id, []).append(path)
            for child in inner["items"]:
                one = self.item(child)
                if one and one["visibility"] == "public":
                    self.find(child, f"{path}::{one['name']}", inside | {path})
        elif kind == "use":
            target = self.item(inner["id"]) if inner["id"] is not None else None
            base = path.rsplit("::", 1)[0]
            name = f"{base}::{inner['name']}"
            if target:
                self.find(inner["id"], name, inside)
            else:
                self.lines.append(f"pub use {name} = {inner['source']}")
        elif item["name"]:
            self.paths.setdefault(id, []).append(path)

    # ---- types in words

    def type(self, of):
        if of is None:
            return "()"
        kind, inner = next(iter(of.items())) if isinstance(of, dict) else (of, None)
        if kind == "resolved_path":
            return self.path(inner)
        if kind in ("generic", "primitive"):
            return inner
        if kind == "borrowed_ref":
            life = f"{inner['lifetime']} " if inner["lifetime"] else ""
            return f"&{life}{'mut ' if inner['is_mutable'] else ''}{self.type(inner['type'])}"
        if kind == "raw_pointer":
            return f"*{'mut' if inner['is_mutable'] else 'const'} {self.type(inner['type'])}"
        if kind == "tuple":
            return f"({', '.join(map(self.type, inner))})"
        if kind == "slice":
            return f"[{self.type(inner)}]"
        if kind == "array":
            return f"[{self.type(inner['type'])}; {inner['len']}]"
        if kind == "impl_trait":
            return f"impl {self.bounds(inner)}"
        if kind == "dyn_trait":
            traits = [self.path(one["trait"]) for one in inner["traits"]]
            return "dyn " + " + ".join(traits + ([inner["lifetime"]] if inner["lifetime"] else []))
        if kind == "qualified_path":
            trait = f" as {self.path(inner['trait'])}" if inner.get("trait") else ""
            return f"<{self.type(inner['self_type'])}{trait}>::{inner['name']}"
        if kind == "function_pointer":
            return self.signature("fn", inner["sig"])
        if kind == "infer":
            return "_"
        raise SystemExit(f"unknown type: {of}")

    def path(self, path):
        return path["path"].rsplit("::", 1)[-1] + self.arguments(path.get("args"))

    def arguments(self, of):
        if not of:
            return ""
        if "parenthesized" in of:
            said = of["parenthesized"]
            out = f" -> {self.type(said['output'])}" if said["output"] else ""
            return f"({', '.join(map(self.type, said['inputs']))}){out}"
        said = of["angle_bracketed"]
        words = [self.argument(one) for one in said["args"]]
        for one in said["constraints"]:
            kind, inner = next(iter(one["binding"].items()))
            if kind == "equality":
                words.append(f"{one['name']} = {self.term(inner)}")
            else:
                words.append(f"{one['name']}: {self.bounds(inner)}")
        return f"<{', '.join(words)}>" if words else ""

    def argument(self, of):
        kind, inner = next(iter(of.items())) if isinstance(of, dict) else (of, None)
        if kind == "lifetime":
            return inner
        if kind == "type":
            return self.type(inner)
        return inner["expr"] if kind == "const" else "_"

    def term(self, of):
        return self.type(of["type"]) if "type" in of else of["constant"]["expr"]

    def bounds(self, all):
        words = []
        for one in all:
            kind, inner = next(iter(one.items()))
            if kind == "trait_bound":
                maybe = "?" if inner["modifier"] == "maybe" else ""
                words.append(maybe + self.path(inner["trait"]))
            elif kind == "outlives":
                words.append(inner)
            else:
                captured = [name for entry in inner for name in entry.values()]
                words.append(f"use<{', '.join(captured)}>")
        return " + ".join(words)

    def generics(self, of):
        """The parameters in angle brackets, and the clause behind `where`."""
        words = []
        for one in of["params"]:
            kind, inner = next(iter(one["kind"].items()))
            if kind == "lifetime":
                words.append(one["name"])
            elif kind == "const":
                words.append(f"const {one['name']}: {self.type(inner['type'])}")
            elif not inner["is_synthetic"]:
                bounds = self.bounds(inner["bounds"])
                default = f" = {self.type(inner['default'])}" if inner["default"] else ""
                words.append(one["name"] + (f": {bounds}" if bounds else "") + default)
        clauses = []
        for one in of["where_predicates"]:
            kind, inner = next(iter(one.items()))
            if kind == "bound_predicate":
                clauses.append(f"{self.type(inner['type'])}: {self.bounds(inner['bounds'])}")
            elif kind == "lifetime_predicate":
                clauses.append(f"{inner['lifetime']}: {' + '.join(inner['outlives'])}")
        where = f" where {', '.join(clauses)}" if clauses else ""
        return (f"<{', '.join(words)}>" if words else ""), where

    def signature(self, name, of):
        words = []
        for argument, type in of["inputs"]:
            said = self.type(type)
            if argument == "self":
                words.append({"Self": "self", "&Self": "&self", "&mut Self": "&mut self"}.get(said, f"self: {said}"))
            else:
                words.append(f"{argument}: {said}")
        out = f" -> {self.type(of['output'])}" if of["output"] else ""
        return f"{name}({', '.join(words)}){out}"

    # ---- lines

    def function(self, item, name):
        inner = item["inner"]["function"]
        generics, where = self.generics(inner["generics"])
        const = "const " if inner["header"]["is_const"] else ""
        return f"{const}fn {self.signature(name + generics, inner['sig'])}{where}"

    def write(self, id, path):
        item = self.item(id)
        kind, inner = next(iter(item["inner"].items()))
        say = lambda text: self.lines.append(marks(item) + "pub " + text)
        if kind == "module":
            say(f"mod {path}")
        elif kind == "function":
            say(self.function(item, path))
        elif kind in ("struct", "enum"):
            generics, where = self.generics(inner["generics"])
            shape, fields = self.shape(inner["kind"]) if kind == "struct" else ("", inner["variants"])
            say(f"{kind} {path}{generics}{shape}{where}")
            for field in fields:
                self.part(self.item(field), path)
            self.impls(inner["impls"], path)
        elif kind == "trait":
            generics, where = self.generics(inner["generics"])
            bounds = self.bounds(inner["bounds"])
            say(f"trait {path}{generics}{': ' + bounds if bounds else ''}{where}")
            for part in inner["items"]:
                self.part(self.item(part), path)
        elif kind == "type_alias":
            generics, where = self.generics(inner["generics"])
            say(f"type {path}{generics} = {self.type(inner['type'])}{where}")
        elif kind in ("constant", "static"):
            say(f"const {path}: {self.type(inner['type'])}")
        else:
            raise SystemExit(f"unknown item: {kind} {path}")

    def shape(self, of):
        if of == "unit":
            return "", []
        if "tuple" in of:
            shown = [self.item(id) for id in of["tuple"] if id is not None]
            shown = [one["id"] for one in shown if one and one["visibility"] == "public"]
            return "(…)", shown
        shown = [self.item(id) for id in of["plain"]["fields"]]
        return "", [one["id"] for one in shown if one and one["visibility"] in ("public", "default")]

    def part(self, item, path):
        """A field, a variant, or what belongs to a trait or an impl."""
        if not item or item["visibility"] not in ("public", "default"):
            return
        kind, inner = next(iter(item["inner"].items()))
        name = f"{path}::{item['name']}"
        say = lambda text: self.lines.append(marks(item) + "pub " + text)
        if kind == "struct_field":
            say(f"{name}: {self.type(inner)}")
        elif kind == "variant":
            of = inner["kind"]
            if of == "plain":
                say(name)
            elif "tuple" in of:
                types = [self.type(self.item(id)["inner"]["struct_field"]) for id in of["tuple"] if id is not None]
                say(f"{name}({', '.join(types)})")
            else:
                say(f"{name} {{ … }}")
                for field in of["struct"]["fields"]:
                    self.part(self.item(field), name)
        elif kind == "function":
            say(self.function(item, name))
        elif kind == "assoc_const":
            say(f"const {name}: {self.type(inner['type'])}")
        elif kind == "assoc_type":
            bounds = self.bounds(inner["bounds"])
            default = f" = {self.type(inner['type'])}" if inner["type"] else ""
            say(f"type {name}{': ' + bounds if bounds else ''}{default}")

    def impls(self, ids, path):
        for id in ids:
            item = self.item(id)
            inner = item["inner"]["impl"]
            if inner["is_synthetic"] or inner["blanket_impl"]:
                continue
            if inner["trait"] is None:
                for part in inner["items"]:
                    self.part(self.item(part), path)
                continue
            self.trait_impl(inner)

    def trait_impl(self, inner):
        generics, where = self.generics(inner["generics"])
        trait = self.path(inner["trait"])
        if trait.startswith("Structural"):
            return
        types = []
        for id in inner["items"]:
            one = self.item(id)
            if one and "assoc_type" in one["inner"]:
                types.append(f"{one['name']} = {self.type(one['inner']['assoc_type']['type'])}")
        behind = f" ({', '.join(types)})" if types else ""
        line = f"impl{generics} {trait} for {self.type(inner['for'])}{where}{behind}"
        self.lines.append(line)

    def text(self):
        self.find(self.root, "factions", frozenset())
        for id, paths in self.paths.items():
            paths = sorted(set(paths), key=lambda path: (path.count("::"), path))
            self.write(id, paths[0])
            for path in paths[1:]:
                self.lines.append(f"pub use {path} = {paths[0]}")
        # of others' types, as of dates and lists
        for item in self.index.values():
            inner = item["inner"].get("impl")
            if inner and inner["trait"] and not inner["blanket_impl"] and not inner["is_synthetic"]:
                target = inner["for"].get("resolved_path") if isinstance(inner["for"], dict) else None
                if not target or str(target["id"]) not in self.index:
                    self.trait_impl(inner)
        return "\n".join(sorted(set(self.lines), key=lambda line: (line.startswith("impl"), bare(line), line))) + "\n"


def marks(item):
    """What a caller is told by the compiler."""
    said = []
    for one in item["attrs"]:
        word = one if isinstance(one, str) else next(iter(one))
        if word in ("must_use", "non_exhaustive"):
            said.append(f"#[{word}] ")
    return "".join(sorted(said))


def bare(line):
    """A line without its marks, to stand by its name."""
    words = line.split("pub ", 1)[-1]
    for word in ("const fn ", "fn ", "struct ", "enum ", "trait ", "mod ", "use ", "type ", "const "):
        words = words.removeprefix(word)
    return words


if __name__ == "__main__":
    with open(sys.argv[1], encoding="utf-8") as file:
        sys.stdout.write(Api(json.load(file)).text())
