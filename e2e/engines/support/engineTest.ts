import { test as base } from '@playwright/test'
import type { Engine } from './EngineWindow.ts'
import { type EngineName, findEngine } from './installedEngines.ts'
import { Person } from './Person.ts'
import { startPuppeteer } from './puppeteerEngine.ts'
import { startWebKitGtk } from './webkitGtk.ts'

interface WorkerFixtures {
	engineName: EngineName
	engine: Engine
	/** Opens a laptop-sized window for a person. */
	openWindow: (name: string) => Promise<Person>
}

/** The annotation of a test during which the engine itself ended; the log's end names it. */
export const ENGINE_ENDED = 'engine ended'

/** Playwright's `test` without its browsers: starts the engine of the project once per file. */
export const test = base.extend<object, WorkerFixtures>({
	engineName: ['Chromium', { scope: 'worker', option: true }],
	engine: [
		async ({ engineName }, use) => {
			const installed = findEngine(engineName)
			if (!installed) throw new Error(`${engineName} is not installed`)
			const engine = engineName === 'WebKitGTK' ? await startWebKitGtk(installed) : await startPuppeteer(installed)
			await use(engine)
			await engine.close()
		},
		{ scope: 'worker' },
	],
	openWindow: [
		async ({ engine }, use) => {
			await use(async (name) => {
				const window = await engine.openWindow()
				await window.resize(1280, 860)
				return new Person(window, name)
			})
		},
		{ scope: 'worker' },
	],
})
