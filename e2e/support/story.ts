import { test as base } from '@playwright/test'

/** A story whose people all go home at its end: pages left open would go on knocking at a server that is gone. */
export const test = base.extend<{ goHome: undefined }>({
	goHome: [
		async ({ browser }, use) => {
			await use(undefined)
			await Promise.all(browser.contexts().map((context) => context.close()))
		},
		{ auto: true },
	],
})
