// node xml.js ACKNOWLEDGEMENTS FOLDER FILE…: another library's XML. What we wrote in ACKNOWLEDGEMENTS as XML it reads to
// the JSON that we wrote beside it; and every FILE in JSON it writes as XML into FOLDER, for `klynge validate` to read.
import fhir from 'fhir';
import { readFileSync, readdirSync, writeFileSync, mkdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';

const [acknowledgements, folder, ...files] = process.argv.slice(2);
const other = new fhir.Fhir();
// A narrative may be written in more ways than one.
const plain = (value) => JSON.parse(JSON.stringify(value, (key, inner) => (key === 'div' ? undefined : inner)));

let passed = 0, failed = 0;
for (const name of readdirSync(acknowledgements).filter((each) => each.endsWith('.xml'))) {
  const file = join(acknowledgements, name);
  const said = plain(JSON.parse(readFileSync(file.replace(/xml$/, 'json'), 'utf8')));
  const read = plain(other.xmlToObj(readFileSync(file, 'utf8')));
  if (isDeepStrictEqual(read, said)) passed++;
  else {
    failed++;
    console.log(`${file}: read as\n${JSON.stringify(read)}\nand not as\n${JSON.stringify(said)}`);
  }
}
mkdirSync(folder, { recursive: true });
for (const file of files) {
  try {
    writeFileSync(join(folder, basename(file, '.json') + '.xml'), other.objToXml(JSON.parse(readFileSync(file, 'utf8'))));
  } catch (error) {
    failed++;
    console.log(`${file}: ${error}`);
  }
}
console.log(`counts: ${passed} passed, ${failed} failed, 0 skipped`);
process.exit(failed === 0 && passed > 0 ? 0 : 1);
