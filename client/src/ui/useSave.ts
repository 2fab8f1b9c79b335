import { useState } from 'react'

/**
 * Runs one save at a time, for a form that stays open with the typed values until they are saved.
 * Returns whether a save is running, and the function that runs it.
 */
export function useSave(): [isSaving: boolean, save: <Result>(run: () => Promise<Result>) => Promise<Result | null>] {
	const [isSaving, setSaving] = useState(false)
	return [
		isSaving,
		async (run) => {
			if (isSaving) return null
			setSaving(true)
			return run().finally(() => setSaving(false))
		},
	]
}
