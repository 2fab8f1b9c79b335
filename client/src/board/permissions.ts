import type { EditingActivity } from '@charrette/shared'
import { type Editor, useEditor, useValue } from '@tldraw/tldraw'
import { useTranslation } from '../i18n/useTranslation.ts'
import { boardUi } from './boardUi.ts'

/**
 * Whether this person may start all of these activities now (RUN5). What they have started already
 * is not checked.
 */
export function can(editor: Editor, ...wanted: readonly EditingActivity[]): boolean {
	return !editor.getIsReadonly() && wanted.every((activity) => boardUi(editor).permissions.get().has(activity))
}

/** Like `can`; a notice explains why the phase does not allow it. */
export function canStart(editor: Editor, ...wanted: readonly EditingActivity[]): boolean {
	if (editor.getIsReadonly()) return false
	const missing = wanted.find((activity) => !boardUi(editor).permissions.get().has(activity))
	if (missing) explainDenied(editor, missing)
	return missing === undefined
}

/**
 * Shows the notice that the phase does not allow an activity, once: a drag calls this with each
 * step.
 */
export function explainDenied(editor: Editor, activity: EditingActivity): void {
	const { notice } = boardUi(editor)
	const shown = notice.get()
	if (shown?.type !== 'denied' || shown.activity !== activity) notice.set({ type: 'denied', activity })
}

/** Why this person cannot start an activity now, as a text; undefined if they can. */
export function useDeniedReason(activity: EditingActivity): string | undefined {
	const editor = useEditor()
	const { t } = useTranslation('board')
	const isAllowed = useValue(`can ${activity}`, () => boardUi(editor).permissions.get().has(activity), [
		editor,
		activity,
	])
	return isAllowed ? undefined : t(`statusBar.denied.${activity}`)
}
