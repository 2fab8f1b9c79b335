import type { Page } from '@playwright/test'

/** How many editors a page holds in memory, on the page or no longer: each has a container, and what can go is let go first. */
export async function countEditors(page: Page): Promise<number> {
	const devtools = await page.context().newCDPSession(page)
	try {
		const { result: prototype } = await devtools.send('Runtime.evaluate', { expression: 'HTMLDivElement.prototype' })
		const { objects } = await devtools.send('Runtime.queryObjects', { prototypeObjectId: prototype.objectId ?? '' })
		const { result } = await devtools.send('Runtime.callFunctionOn', {
			objectId: objects.objectId ?? '',
			functionDeclaration: 'function () { return this.filter((div) => div.classList.contains("tl-container")).length }',
			returnByValue: true,
		})
		return Number(result.value)
	} finally {
		await devtools.detach()
	}
}
