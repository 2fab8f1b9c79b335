/*
 * Makes the files of Excalidraw in this folder with its own library, in a page of Chromium, which
 * that library needs:
 *
 *     npm i @excalidraw/excalidraw@0.18.0 react@19 react-dom@19 esbuild@0.28 playwright-core
 *     CHROMIUM=/usr/bin/chromium node makeExcalidraw.mjs
 */
import { writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { buildSync } from 'esbuild'
import { chromium } from 'playwright-core'

const here = (name) => fileURLToPath(new URL(name, import.meta.url))
const { outputFiles } = buildSync({
	...{ entryPoints: [here('excalidrawPage.mjs')], bundle: true, format: 'iife', write: false, outdir: here('.') },
	...{ conditions: ['production'], loader: { '.woff2': 'empty' } },
	...{ define: { 'process.env.NODE_ENV': '"production"', 'process.env.IS_PREACT': '"false"' } },
})
const script = outputFiles.find(({ path }) => path.endsWith('.js'))?.text ?? ''
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM, args: ['--no-sandbox', '--disable-gpu'] })
const page = await browser.newPage()
await page.route('**/*', (route) => route.fulfill({ contentType: 'text/html', body: '<!doctype html><body></body>' }))
await page.goto('http://localhost/')
await page.addScriptTag({ content: script })
await page.waitForFunction(() => 'files' in window)
for (const [name, text] of Object.entries(await page.evaluate(() => window.files)))
	writeFileSync(here(name), `${JSON.stringify(JSON.parse(text))}\n`)
await browser.close()
