import { type Browser, test as base } from '@playwright/test'
import { type CreatedWorkshop, createWorkshop } from './createWorkshop.ts'
import { startStack } from './startStack.ts'

const closePages = (browser: Browser) => Promise.all(browser.contexts().map((context) => context.close()))

interface Fixtures {
	closePages: undefined
	/** A workshop of one group on its own server. */
	workshop: CreatedWorkshop
}

/**
 * Playwright's `test`, which also closes all pages at the end: open pages would keep connecting to
 * a stopped server.
 */
export const test = base.extend<Fixtures>({
	closePages: [
		async ({ browser }, use) => {
			await use(undefined)
			await closePages(browser)
		},
		{ auto: true },
	],
	workshop: async ({ browser }, use) => {
		const stack = await startStack()
		await use(await createWorkshop(stack.url))
		await closePages(browser)
		await stack.stop()
	},
})
