import type { EditingActivity } from '@charrette/shared'
import { useTranslation } from '../i18n/useTranslation.ts'
import { boardUi } from './boardUi.ts'
import { type Editor, useEditor } from './engine/editor.ts'
import { useValue } from './engine/signals.ts'

/**
 * Returns whether this person may start all of these activities now (RUN5). Activities in progress
 * are not checked.
 */
export function can(editor: Editor, ...wanted: readonly EditingActivity[]): boolean {
	return !editor.getIsReadonly() && wanted.every((activity) => boardUi(editor).permissions.get().has(activity))
}

/** Like `can`, but shows a notice with the reason if the phase does not allow an activity. */
export function canStart(editor: Editor, ...wanted: readonly EditingActivity[]): boolean {
	if (editor.getIsReadonly()) return false
	const missing = wanted.find((activity) => !boardUi(editor).permissions.get().has(activity))
	if (missing) explainDenied(editor, missing)
	return missing === undefined
}

/**
 * Shows the notice that the phase does not allow an activity. A drag calls this with each step, so
 * a notice that is already shown is not set again.
 */
export function explainDenied(editor: Editor, activity: EditingActivity): void {
	const { shown } = boardUi(editor).notices
	const notice = shown.get()
	if (notice?.type !== 'denied' || notice.activity !== activity) shown.set({ type: 'denied', activity })
}

/** Returns the reason why this person cannot start an activity now; undefined if they can. */
export function useDeniedReason(activity: EditingActivity): string | undefined {
	const editor = useEditor()
	const { t } = useTranslation('board')
	const isAllowed = useValue(`can ${activity}`, () => boardUi(editor).permissions.get().has(activity), [
		editor,
		activity,
	])
	return isAllowed ? undefined : t(`statusBar.denied.${activity}`)
}
