import { type Browser, test as base } from '@playwright/test'
import { type CreatedWorkshop, createWorkshop } from './createWorkshop.ts'
import { type Stack, startStack } from './startStack.ts'

const closePages = (browser: Browser) => Promise.all(browser.contexts().map((context) => context.close()))

interface Fixtures {
	closePages: undefined
	/** A workshop of one group. */
	workshop: CreatedWorkshop
}

interface WorkerFixtures {
	/**
	 * The server of the files that a worker runs. A file whose tests stop their server, or see what
	 * belongs to a whole server, starts its own.
	 */
	sharedStack: Stack
}

/**
 * Playwright's `test`, which also closes all pages at the end: open pages would keep connecting to
 * a stopped server.
 */
export const test = base.extend<Fixtures, WorkerFixtures>({
	sharedStack: [
		// biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of the fixtures.
		async ({}, use) => {
			const stack = await startStack()
			await use(stack)
			await stack.stop()
		},
		{ scope: 'worker' },
	],
	closePages: [
		async ({ browser }, use) => {
			await use(undefined)
			await closePages(browser)
		},
		{ auto: true },
	],
	workshop: async ({ sharedStack }, use) => use(await createWorkshop(sharedStack.url)),
})
