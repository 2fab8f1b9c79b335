/** Waits for work that goes on by itself, at most for a time in ms. Rejects as the work does. */
export async function withTimeout(done: Promise<void> | undefined, ms: number): Promise<void> {
	let timer: NodeJS.Timeout | undefined
	const late = new Promise<void>((resolve) => {
		timer = setTimeout(resolve, ms)
	})
	await Promise.race([done, late])
	clearTimeout(timer)
}
