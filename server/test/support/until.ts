const POLL_MS = 5
const LIMIT_MS = 25_000

/** Resolves once the condition holds; throws with what was waited for when it does not come. */
export async function until(what: string, condition: () => boolean | Promise<boolean>): Promise<void> {
	const limit = Date.now() + LIMIT_MS
	while (!(await condition())) {
		if (Date.now() > limit) throw new Error(`waited in vain until ${what}`)
		await new Promise((resolve) => setTimeout(resolve, POLL_MS))
	}
}
