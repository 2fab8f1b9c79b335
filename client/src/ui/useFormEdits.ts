import { useState } from 'react'

interface FormEdits<Values> {
	/** The stored values, with this person's changes over them. */
	values: Values
	/** The changes alone, for servers that keep what is not sent. */
	edits: Partial<Values>
	change(some: Partial<Values>): void
	/** Forgets the changes in `values` as they were sent, once the stored values have them. */
	forget(sent: Values): void
}

/**
 * The fields of a form that this person has changed and not saved. The other fields follow the
 * stored values, and no field loses its input when these arrive again.
 */
export function useFormEdits<Values extends object>(stored: Values): FormEdits<Values> {
	const [edits, setEdits] = useState<Partial<Values>>({})
	return {
		values: { ...stored, ...edits },
		edits,
		change: (some) => setEdits((now) => ({ ...now, ...some })),
		forget(sent) {
			const known = new Map<string, unknown>(Object.entries(sent))
			const isNewer = ([field, value]: [string, unknown]) => known.get(field) !== value
			setEdits((now) => Object.fromEntries(Object.entries(now).filter(isNewer)) as Partial<Values>)
		},
	}
}
