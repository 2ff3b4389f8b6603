// The picture of the README: the outcome of a report, as a browser shows them.
//
// usage: picture.js PROGRAM PICTURE
import {execFileSync} from 'node:child_process';
import {mkdtempSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join, resolve} from 'node:path';
import {pathToFileURL} from 'node:url';
import puppeteer from 'puppeteer-core';

const [program, picture] = process.argv.slice(2).map(p => resolve(p));
const folder = mkdtempSync(join(tmpdir(), 'mkba-'));
const file = join(folder, 'rapport.html');
execFileSync(program, ['report', '--municipality', 'Utrecht', '--lang', 'nl', '-o', file]);
const browser = await puppeteer.launch({executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: ['--no-sandbox']});
const page = await browser.newPage();
await page.setViewport({width: 960, height: 800});
await page.goto(pathToFileURL(file).href);
const clip = await page.evaluate(() => {
  const top = document.getElementById('outcome').getBoundingClientRect().top;
  const bottom = document.querySelector('#outcome svg').getBoundingClientRect().bottom;
  return {x: 0, y: top + 8, width: 960, height: bottom - top};
});
await page.screenshot({path: picture, clip, captureBeyondViewport: true});
await browser.close();
rmSync(folder, {recursive: true});
