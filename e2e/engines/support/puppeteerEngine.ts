import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import puppeteer, { type BrowserContext, type KeyInput, type LaunchOptions, type Page } from 'puppeteer-core'
import { chromium } from '../../support/chromium.ts'
import { type Engine, type EngineWindow, receiveFile } from './EngineWindow.ts'
import type { InstalledEngine } from './installedEngines.ts'

const STEPS = 4

/** Starts a headless Chromium over its own protocol, or Firefox over WebDriver BiDi. */
export async function startPuppeteer({ name, browser: executablePath }: InstalledEngine): Promise<Engine> {
	const downloads = mkdtempSync(join(tmpdir(), 'charrette-downloads-'))
	const options: LaunchOptions =
		name === 'Firefox'
			? { browser: 'firefox', extraPrefsFirefox: firefoxPreferences(downloads) }
			: { args: [...(chromium.launchOptions?.args ?? []), '--lang=en', '--force-prefers-reduced-motion'] }
	const browser = await puppeteer.launch({ executablePath, ...options })
	return {
		async openWindow() {
			const context = await browser.createBrowserContext(
				name === 'Firefox' ? {} : { downloadBehavior: { policy: 'allow', downloadPath: downloads } },
			)
			// A window rather than a tab: Firefox draws no frames in a background tab.
			return windowOf(context, await context.newPage({ type: 'window' }), downloads)
		},
		async close() {
			await browser.close()
			rmSync(downloads, { recursive: true, force: true })
		},
	}
}

/**
 * Preferences that a person could set in Firefox: downloads without a dialog, English, reduced
 * motion.
 */
function firefoxPreferences(downloads: string): Record<string, unknown> {
	return {
		'browser.download.folderList': 2,
		'browser.download.dir': downloads,
		'browser.download.open_pdf_attachments_inline': false,
		'pdfjs.disabled': true,
		'intl.accept_languages': 'en',
		'ui.prefersReducedMotion': 1,
	}
}

const nextFrames = () => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)))

function windowOf(context: BrowserContext, page: Page, downloads: string): EngineWindow {
	const { keyboard, mouse } = page
	return {
		goto: async (url) => void (await page.goto(url)),
		evaluate: (run, ...values) =>
			page.evaluate(`(${run}).apply(null, ${JSON.stringify(values)})`) as Promise<Awaited<ReturnType<typeof run>>>,
		addScript: async (source) => void (await page.evaluate(source)),
		async drag(first, ...others) {
			await mouse.move(first.x, first.y)
			await mouse.down()
			for (const { x, y } of others) {
				await mouse.move(x, y, { steps: STEPS })
				// Firefox reports moves once a frame, and drops a move if the release follows at once.
				await page.evaluate(nextFrames)
			}
			await mouse.up()
		},
		doubleClick: ({ x, y }) => mouse.click(x, y, { count: 2 }),
		async press(keys) {
			const names = keys.split('+') as KeyInput[]
			for (const name of names) await keyboard.down(name)
			for (const name of names.reverse()) await keyboard.up(name)
		},
		type: (text) => keyboard.type(text),
		download: (act) => receiveFile(downloads, act),
		resize: (width, height) => page.setViewport({ width, height }),
		screenshot: async () => Buffer.from(await page.screenshot()),
		close: () => context.close(),
	}
}
