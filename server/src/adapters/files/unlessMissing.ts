/** Null where there is no such file. */
export async function unlessMissing<T>(answer: Promise<T>): Promise<T | null> {
	try {
		return await answer
	} catch (cause) {
		if (cause instanceof Error && 'code' in cause && cause.code === 'ENOENT') return null
		throw cause
	}
}
