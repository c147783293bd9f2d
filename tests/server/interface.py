# SPDX-License-Identifier: GPL-3.0-or-later
"""What /openapi.json promises, held against real answers. Standard library only."""
import gzip, http.client, json, os, re, subprocess, tempfile


def faults(schema, value, schemas, where="answer"):
    """Sentences on what of 'value' is not as the schema says. A member that no schema names is a fault, too."""
    if "$ref" in schema:
        return faults(schemas[schema["$ref"].rsplit("/", 1)[1]], value, schemas, where)
    if "anyOf" in schema:
        each = [faults(one, value, schemas, where) for one in schema["anyOf"]]
        return [] if [] in each else min(each, key=len)
    kinds = schema.get("type", [])
    kinds = [kinds] if isinstance(kinds, str) else kinds
    if kinds and not any(is_a(kind, value) for kind in kinds):
        return [f"{where} is {value!r}, not {' or '.join(kinds)}"]
    found = []
    if isinstance(value, list):
        for i, item in enumerate(value):
            found += faults(schema.get("items", {}), item, schemas, f"{where}[{i}]")
    if isinstance(value, dict) and "properties" in schema:
        found += [f"{where} lacks '{name}'" for name in schema.get("required", []) if name not in value]
        found += [f"{where} has '{name}', which is not documented" for name in value if name not in schema["properties"]]
        for name in value.keys() & schema["properties"].keys():
            found += faults(schema["properties"][name], value[name], schemas, f"{where}.{name}")
    return found


def is_a(kind, value):
    if isinstance(value, bool):
        return kind == "boolean"
    return isinstance(value, {"string": str, "integer": int, "number": (int, float), "object": dict, "array": list,
                              "null": type(None), "boolean": ()}[kind])


class Interface:
    def __init__(self, document):
        self.document, self.schemas = document, document["components"]["schemas"]
        self.paths = []
        for path, operations in document["paths"].items():
            pattern = re.compile("[^/]+".join(re.escape(part) for part in re.split(r"\{\w+\}", path)))
            self.paths.append((len(path), pattern, operations))
        self.paths.sort(key=lambda row: -row[0])  # '{key}.chapters.json' before '{key}.json'

    def operation(self, method, target):
        path = target.split("?")[0]
        for exact in (True, False):  # '/v1/audio/voices' before anything with a parameter
            for _, pattern, operations in self.paths:
                if pattern.fullmatch(path) and ("[^/]+" not in pattern.pattern) == exact:
                    return operations.get("get" if method == "HEAD" else method.lower())
        return None

    def faults(self, method, target, reply):
        """Of an answer to a request; an empty list: it is as documented, or there is no such route."""
        operation = self.operation(method, target)
        if not operation:
            return []
        promised = operation["responses"].get(str(reply.status))
        if promised is None:
            return [f"{operation['operationId']}: status {reply.status} is not documented"]
        content, kind = promised.get("content", {}), reply.fields.get("Content-Type")
        if kind is None:
            return [] if not content or not reply.body else [f"{operation['operationId']}: no type of {sorted(content)}"]
        found = content.get(kind, content.get(kind.split(";")[0], content.get("*/*")))
        if found is None:
            return [f"{operation['operationId']}: {reply.status} with type {kind} is not documented"]
        return self.body_faults(operation, promised, kind, found.get("schema"), reply, method)

    def body_faults(self, operation, promised, kind, schema, reply, method):
        if not schema or method == "HEAD" or not reply.whole:
            return []
        if kind == "text/event-stream":
            values = [json.loads(data) for data in re.findall(r"^data: (.*)$", reply.body.decode(), re.M)]
        else:
            packed = reply.fields.get("Content-Encoding") == "gzip"
            values = [json.loads(gzip.decompress(reply.body) if packed else reply.body)]
        found = [f"{operation['operationId']}: {fault}" for value in values for fault in faults(schema, value, self.schemas)]
        code = values[0].get("error", {}).get("code") if reply.status >= 400 and isinstance(values[0].get("error"), dict) else None
        if code and f"{code}: " not in promised["description"]:
            found.append(f"{operation['operationId']}: error {code} is not documented with {reply.status}")
        return found


known = {}  # by program: each test program asks once


def interface_of(binary):
    """What this program says of itself, asked of a server of its own, so that no count of another is touched."""
    if binary in known:
        return known[binary]
    with tempfile.TemporaryDirectory() as folder:
        process = subprocess.Popen([binary, "serve", "--listen", "127.0.0.1:0", "--cache-dir", os.path.join(folder, "cache")],
                                   stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        try:
            port = int(re.search(r":(\d+)", re.search(r"http://\S+", process.stdout.readline())[0][7:])[1])
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
            connection.request("GET", "/openapi.json")
            known[binary] = Interface(json.loads(connection.getresponse().read()))
            connection.close()
        finally:
            process.terminate()
            process.wait()
            process.stdout.close()
    return known[binary]
