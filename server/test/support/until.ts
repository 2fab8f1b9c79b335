const POLL_MS = 5
const LIMIT_MS = 25_000

/** Resolves once the condition is true; throws an error that names it if that takes too long. */
export async function until(description: string, condition: () => boolean | Promise<boolean>): Promise<void> {
	const limit = Date.now() + LIMIT_MS
	while (!(await condition())) {
		if (Date.now() > limit) throw new Error(`timed out waiting until ${description}`)
		await new Promise((resolve) => setTimeout(resolve, POLL_MS))
	}
}
