import { useCallback, useState } from 'react'

/**
 * Runs one save at a time, for a form that stays open with the typed values until they are saved.
 * Returns whether a save is running, and the function that runs it.
 */
export function useSave(): [isSaving: boolean, save: <Result>(run: () => Promise<Result>) => Promise<Result | null>] {
	const [isSaving, setSaving] = useState(false)
	const save = useCallback(
		async <Result>(run: () => Promise<Result>) => {
			if (isSaving) return null
			setSaving(true)
			try {
				return await run()
			} finally {
				setSaving(false)
			}
		},
		[isSaving],
	)
	return [isSaving, save]
}
