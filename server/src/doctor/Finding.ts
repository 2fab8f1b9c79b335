/** One result of the doctor. */
export interface Finding {
	/** The examined subject, in one or two words. */
	name: string
	/** A warning need not be a fault, since the host may intend it. */
	state: 'ok' | 'warning' | 'fault'
	/** A sentence that describes the result and, unless it is `ok`, the remedy. */
	text: string
}

/** Returns functions that create findings with this name. */
export function findingsOf(name: string) {
	return {
		ok: (text: string): Finding => ({ name, state: 'ok', text }),
		warning: (text: string): Finding => ({ name, state: 'warning', text }),
		fault: (text: string): Finding => ({ name, state: 'fault', text }),
	}
}
