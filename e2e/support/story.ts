import { type Browser, test as base } from '@playwright/test'
import { type OpenedWorkshop, openByApi } from './openByApi.ts'
import { startStack } from './startStack.ts'

const goHome = (browser: Browser) => Promise.all(browser.contexts().map((context) => context.close()))

interface Story {
	goHome: undefined
	/** A workshop of one group on a server of its own, for a story that asks for it. */
	workshop: OpenedWorkshop & { url: string }
}

/** A story whose people all go home at its end: pages left open would go on knocking at a server that is gone. */
export const test = base.extend<Story>({
	goHome: [
		async ({ browser }, use) => {
			await use(undefined)
			await goHome(browser)
		},
		{ auto: true },
	],
	workshop: async ({ browser }, use) => {
		const stack = await startStack()
		await use({ ...(await openByApi(stack.url)), url: stack.url })
		await goHome(browser)
		await stack.stop()
	},
})
