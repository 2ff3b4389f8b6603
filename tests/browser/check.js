// Looks at reports in a browser, wide, on a phone and on paper: nothing is loaded from elsewhere, nothing is said on the
// console, nothing sticks out of the page, and an accessibility checker (axe-core) finds nothing serious. Pictures and
// PDFs of what was seen stay in BUILD/browser.
//
// usage: check.js PROGRAM BUILD
import {execFileSync} from 'node:child_process';
import {createRequire} from 'node:module';
import {mkdirSync, readFileSync, rmSync} from 'node:fs';
import {dirname, join, resolve} from 'node:path';
import {fileURLToPath, pathToFileURL} from 'node:url';
import puppeteer from 'puppeteer-core';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '..', '..');
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const program = resolve(process.argv[2]);
const folder = join(resolve(process.argv[3]), 'browser');
const chromium = process.env.CHROMIUM ?? '/usr/bin/chromium';
const hospital = join(root, 'data/cases/sociaal_hospitaal');
const own = join(root, 'tests/golden/own-area/wijken.csv');

const golden = join(root, 'tests/golden');
const three = ['nulmeting', 'tussenmeting', 'eindmeting'].map(name => join(golden, 'compare-moments-three', `${name}.csv`));
const years = ['2024', '2025'].map(year => join(golden, 'compare-moments-areas', `${year}.csv`));
const contracts = ['wijken.csv', 'contracten.csv'].map(name => join(golden, 'report-contracts', name));

// A municipality with all that can be asked for; a published case with a positive outcome, in English; neighbourhoods in one
// document, also with contracts; measurements of one area and of several; a folder with its index.
const reports = [
  ['municipality', ['-m', 'Utrecht', '--with', 'tornado,verdeling', '--draws', '2000']],
  ['positive', [join(hospital, 'areas.csv'), '--parameters', join(hospital, 'parameters.csv'), '--decimal', 'point',
    '--area', 'outcome-full', '--lang', 'en', '--with', 'distribution', '--draws', '2000']],
  ['neighbourhoods', [own, '--with', 'tornado,verdeling', '--draws', '2000']],
  ['english', ['-m', 'Utrecht', '--lang', 'en']],
  ['contracts', [contracts[0], '--area', 'W1', '--contracts', contracts[1]]],
  ['measurements', [...three, '--with', 'tornado', '--contracts', contracts[1]]],
  ['measurements-areas', [...years, '--lang', 'en']],
];
const views = [['wide', {width: 1280, height: 900}], ['phone', {width: 390, height: 844, isMobile: true}]];
const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
let passed = 0;
let failed = 0;

function check(good, what) {
  good ? passed++ : failed++;
  if (!good) console.log(`FAIL ${what}`);
}

function make() {
  rmSync(folder, {recursive: true, force: true});
  mkdirSync(folder, {recursive: true});
  const env = {...process.env, LC_ALL: 'C.UTF-8'};
  const files = reports.map(([name, options]) => {
    const file = join(folder, `${name}.html`);
    execFileSync(program, ['report', '--lang', 'nl', ...options, '-o', file], {env});
    return [name, file];
  });
  execFileSync(program, ['report', '--lang', 'nl', own, '-o', join(folder, 'map/')], {env});
  return [...files, ['index', join(folder, 'map', 'index.html')]];
}

async function watched(browser, said) {
  const page = await browser.newPage();
  page.on('console', message => said.push(`console: ${message.text()}`));
  page.on('pageerror', error => said.push(`error: ${error.message}`));
  page.on('request', request => {
    if (!/^(file|data):/.test(request.url()) || request.resourceType() !== 'document' && !request.url().startsWith('data:')) {
      said.push(`request: ${request.url()}`);
    }
  });
  page.on('requestfailed', request => said.push(`failed: ${request.url()}`));
  return page;
}

function severe(result) {
  return result.violations.filter(v => ['serious', 'critical'].includes(v.impact))
    .map(v => `${v.id}: ${v.help} (${v.nodes.length} times, ${v.nodes[0].html.slice(0, 100)})`);
}

// One report, one view.
async function look(browser, name, file, [view, viewport]) {
  const said = [];
  const page = await watched(browser, said);
  await page.setViewport(viewport);
  await page.goto(pathToFileURL(file).href);
  const width = await page.evaluate(() => [document.documentElement.scrollWidth, window.innerWidth]);
  check(width[0] <= viewport.width, `${name}, ${view}: the page is ${width[0]} wide on a screen of ${viewport.width}`);
  const out = await page.evaluate(() => [...document.querySelectorAll('svg text')].filter(t => {
    const box = t.getBoundingClientRect();
    return box.width > 0 && (box.right > window.innerWidth + 1 || box.left < -1);
  }).map(t => t.textContent));
  check(out.length === 0, `${name}, ${view}: text sticks out of a picture: ${out.slice(0, 3).join('; ')}`);
  check(said.length === 0, `${name}, ${view}: ${said.slice(0, 5).join('; ')}`);
  const clip = {x: 0, y: 0, width: viewport.width, height: Math.min(6000, await page.evaluate(() => document.documentElement.scrollHeight))};
  await page.screenshot({path: join(folder, `${name}-${view}.png`), clip, captureBeyondViewport: true});
  await page.evaluate(() => document.querySelectorAll('.trail').forEach(trail => {
    // thousands of steps look like the first few, and the checker would take minutes
    [...trail.querySelectorAll('li')].slice(40).reverse().forEach(li => li.remove());
  }));
  await page.evaluate(axe); // the checker is ours, not the report's: from here on its words do not count
  for (const open of [false, true]) {
    await page.evaluate(o => document.querySelectorAll('details').forEach(d => { d.open = o; }), open);
    const found = severe(await page.evaluate(tags => window.axe.run(document, {runOnly: tags}), rules));
    check(found.length === 0, `${name}, ${view}, ${open ? 'unfolded' : 'folded'}: ${found.join('; ')}`);
  }
  await page.close();
}

async function print(browser, name, file) {
  const said = [];
  const page = await watched(browser, said);
  await page.goto(pathToFileURL(file).href);
  const path = join(folder, `${name}.pdf`);
  await page.pdf({path, preferCSSPageSize: true, printBackground: true});
  const text = execFileSync('pdftotext', ['-layout', path, '-'], {encoding: 'utf8', maxBuffer: 1e8});
  const heading = await page.$eval('h1', h => h.textContent);
  const last = await page.$eval('#account h2', h => h.textContent);
  const flat = text.replace(/\s+/g, ' ');
  check(flat.includes(heading) && flat.includes(last), `${name}, paper: title or last section is missing`);
  const size = execFileSync('pdfinfo', [path], {encoding: 'utf8'});
  check(/Page size:\s+59[45](\.\d+)? x 84[12](\.\d+)?/.test(size), `${name}, paper: not on A4`);
  check(said.length === 0, `${name}, paper: ${said.slice(0, 5).join('; ')}`);
  await page.close();
}

const files = make();
const browser = await puppeteer.launch({executablePath: chromium, protocolTimeout: 600000, args: ['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage', '--lang=nl']});
try {
  for (const [name, file] of files) {
    for (const view of views) await look(browser, name, file, view);
    await print(browser, name, file);
  }
} finally {
  await browser.close();
}
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed || !passed ? 1 : 0);
