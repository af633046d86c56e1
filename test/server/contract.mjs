// data/openapi.yaml as a judge: of itself, of its examples, and of each request and answer. In answers no member may stand that
// the document does not name, although it tells readers to pass over such ones.
import { createRequire } from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { root } from './klynge.mjs';

const packages = createRequire(path.join(root, 'build/check/npm/package.json'));
const Ajv = packages('ajv/dist/2020').default;
const add_formats = packages('ajv-formats').default;
export const yaml = packages('yaml');
const { Validator } = await import(pathToFileURL(path.join(root, 'build/check/npm/node_modules/@seriousme/openapi-schema-validator/index.js')));

export async function faults_of_document(document) {
  const result = await new Validator().validate(structuredClone(document));
  return result.valid ? [] : [].concat(result.errors).map((each) => (each.instancePath ?? '') + ' ' + (each.message ?? each));
}

// Schemas that are a part of others by allOf stay open; all others are closed.
function close(schema, parts, is_part) {
  if (Array.isArray(schema)) return schema.forEach((each) => close(each, parts, false));
  if (schema === null || typeof schema !== 'object') return;
  if (schema.properties && !is_part && schema.additionalProperties === undefined) schema.unevaluatedProperties = false;
  for (const [name, value] of Object.entries(schema))
    if (name !== 'allOf') close(value, parts, false);
}
const pointer = (...parts) => parts.map((part) => '/' + encodeURIComponent(part.replaceAll('~', '~0').replaceAll('/', '~1'))).join('');

export class Contract {
  constructor(document) {
    this.document = document;
    const strict = structuredClone(document);
    const parts = new Set(Object.values(strict.components.schemas).flatMap((each) => (each.allOf ?? []).map((part) => part.$ref.split('/').pop())));
    for (const [name, schema] of Object.entries(strict.components.schemas)) close(schema, parts, parts.has(name));
    for (const name of ['Bundle', 'OperationOutcome']) delete strict.components.schemas[name].unevaluatedProperties;  // MedCom's, not ours
    this.ajv = new Ajv({ strict: false, allErrors: true });
    add_formats(this.ajv);
    this.ajv.addSchema(strict, 'openapi');
    this.operations = [];
    for (const [target, item] of Object.entries(document.paths))
      for (const method of ['get', 'post', 'put', 'delete'])
        if (item[method]) this.operations.push({ name: method.toUpperCase() + ' ' + target, method, target, item, ...item[method] });
    this.seen = new Map();
    this.faults = [];
  }
  follow(node) {
    return node?.$ref ? node.$ref.slice(2).split('/').reduce((at, part) => at[part.replaceAll('~1', '/')], this.document) : node;
  }
  // What a value has against the schema that stands there.
  against(at, value) {
    const validate = this.ajv.compile({ $ref: 'openapi#' + at });
    return validate(value) ? [] : validate.errors.map((each) => (each.instancePath || '.') + ' ' + each.message + ' ' + JSON.stringify(each.params));
  }
  operation(method, target) {
    const fits = (each) => {
      const want = each.target.split('/'), have = target.split('/');
      return each.method === method.toLowerCase() && want.length === have.length && want.every((part, i) => part === have[i] || part.startsWith('{'));
    };
    return this.operations.filter(fits).sort((a, b) => a.target.split('{').length - b.target.split('{').length)[0];
  }

  // --- examples ---
  faults_of_examples() {
    const faults = [];
    const visit = (node, at) => {
      if (node === null || typeof node !== 'object') return;
      if (node.schema && at.includes('/content/') || node.schema && node.in) {
        const values = [...('example' in node ? [node.example] : []), ...Object.values(node.examples ?? {}).map((each) => each.value)];
        for (const value of values) faults.push(...this.against(at + '/schema', value).map((fault) => decodeURIComponent(at) + ': ' + fault));
      }
      for (const [name, value] of Object.entries(node)) if (!['example', 'examples'].includes(name)) visit(value, at + pointer(name));
    };
    visit(this.document, '');
    return faults;
  }

  // --- a request ---
  faults_of_request(operation, target, headers, body) {
    const faults = [];
    const [, query = ''] = target.split('?');
    const given = new URLSearchParams(query);
    const sent = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
    const where = target.split('?')[0].split('/');
    const at_operation = '/paths' + pointer(operation.target, operation.method);
    for (const one of [...(operation.item.parameters ?? []), ...(operation.parameters ?? [])]) {
      const parameter = this.follow(one);
      let value = parameter.in === 'query' ? given.get(parameter.name) : parameter.in === 'header' ? sent[parameter.name.toLowerCase()]
        : where[operation.target.split('/').indexOf(`{${parameter.name}}`)];
      if (value === null || value === undefined) {
        if (parameter.required) faults.push(parameter.name + ' is missing');
        continue;
      }
      const schema = this.follow(parameter.schema);
      if (schema.type === 'integer' && /^-?\d+$/.test(value)) value = Number(value);
      if (schema.type === 'boolean' && /^(true|false)$/.test(value)) value = value === 'true';
      const validate = this.ajv.compile(parameter.schema.$ref ? { $ref: 'openapi' + parameter.schema.$ref } : parameter.schema);
      if (!validate(value)) faults.push(parameter.name + ' ' + this.ajv.errorsText(validate.errors));
    }
    const wanted = operation.requestBody;
    if (wanted && (body || wanted.required)) {
      const type = (sent['content-type'] ?? '').split(';')[0];
      if (!wanted.content[type]) faults.push('content type ' + type);
      else if (sent['content-encoding'] === undefined || sent['content-encoding'] === 'identity') {
        let value = String(body);
        if (type.endsWith('json'))
          try {
            value = JSON.parse(value || '{}');
          } catch {
            return [...faults, 'no JSON'];
          }
        faults.push(...this.against(at_operation + '/requestBody/content' + pointer(type) + '/schema', value));
      }
    }
    return faults;
  }

  // --- an answer ---
  faults_of_answer(operation, answer) {
    const range = String(answer.status)[0] + 'XX';
    const key = [String(answer.status), range].find((each) => operation.responses[each]);
    if (!key) return ['the status is not described'];
    const named = operation.responses[key];
    const response = this.follow(named);
    const at = named.$ref ? named.$ref.slice(1) : '/paths' + pointer(operation.target, operation.method, 'responses', key);
    const faults = [];
    for (const name of Object.keys(response.headers ?? {})) if (!answer.headers[name.toLowerCase()]) faults.push('the header ' + name + ' is missing');
    const type = (answer.headers['content-type'] ?? '').split(';')[0];
    if (answer.text === '' && (!response.content || answer.status === 202)) return faults;
    if (!response.content?.[type]) return [...faults, 'the content type ' + type + ' is not described'];
    const value = type.endsWith('json') ? JSON.parse(answer.text) : answer.text;
    faults.push(...this.against(at + '/content' + pointer(type) + '/schema', value));
    return faults;
  }

  // Judges one exchange: what was done was asked for as described; what was not understood (400) was not. `beyond`: of the
  // request a schema cannot say what is wrong.
  judge(method, target, { headers = {}, body = '' }, answer, { beyond = false } = {}) {
    const operation = this.operation(method, target.split('?')[0]);
    const note = (fault) => this.faults.push(`${method} ${target} -> ${answer.status}: ${fault}\n    sent ${String(body).slice(0, 200)}\n    got ${answer.text.slice(0, 300)}`);
    if (!operation) return note('this is not described');
    const request = this.faults_of_request(operation, target, headers, body);
    if (answer.status < 300) request.forEach((fault) => note('the request was taken, and the document refuses it: ' + fault));
    if (answer.status === 400 && request.length === 0 && !beyond) note('the request was not understood, and the document allows it');
    this.faults_of_answer(operation, answer).forEach((fault) => note('the answer: ' + fault));
    const seen = this.seen.get(operation.name) ?? { good: 0, bad: 0 };
    answer.status < 400 ? ++seen.good : ++seen.bad;
    this.seen.set(operation.name, seen);
  }
  // Operations that nobody has used well, or badly where they can be.
  unused() {
    return this.operations.flatMap(({ name, responses }) => {
      const seen = this.seen.get(name) ?? { good: 0, bad: 0 };
      return [...(seen.good ? [] : [name + ' was never used well']),
        ...(seen.bad || !responses['4XX'] ? [] : [name + ' was never used badly'])];
    });
  }
}
