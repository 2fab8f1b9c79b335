/** What the doctor found about one thing. */
export interface Finding {
	/** What was examined, a word or two. */
	name: string
	/** A warning is no fault for everybody: a host may want it so. */
	state: 'ok' | 'warning' | 'fault'
	/** A sentence with what was found and, unless it is ok, what to do. */
	text: string
}

/** Makes the findings about one thing. */
export function findingsOf(name: string) {
	return {
		ok: (text: string): Finding => ({ name, state: 'ok', text }),
		warning: (text: string): Finding => ({ name, state: 'warning', text }),
		fault: (text: string): Finding => ({ name, state: 'fault', text }),
	}
}
