import { ACTIVITIES, type Activity, type EditingActivity } from '@charrette/shared'
import { type Atom, atom, type Editor, useEditor, useValue, WeakCache } from '@tldraw/tldraw'
import { useTranslation } from '../i18n/useTranslation.ts'
import { noticeOf, showNotice } from './notices/notices.ts'

const permissions = new WeakCache<Editor, Atom<ReadonlySet<Activity>>>()

/** What this person is to do on the board now (RUN5), as a signal. */
export function permissionsOf(editor: Editor): Atom<ReadonlySet<Activity>> {
	return permissions.get(editor, () => atom<ReadonlySet<Activity>>('permits', new Set(ACTIVITIES)))
}

/** Whether all of this may be begun now. What is in hand already is never asked for. */
export function can(editor: Editor, ...wanted: readonly EditingActivity[]): boolean {
	return !editor.getIsReadonly() && wanted.every((activity) => permissionsOf(editor).get().has(activity))
}

/** Like `may`; where the phase is not for it, that is said. */
export function canStart(editor: Editor, ...wanted: readonly EditingActivity[]): boolean {
	if (editor.getIsReadonly()) return false
	const missing = wanted.find((activity) => !permissionsOf(editor).get().has(activity))
	if (missing) explainDenied(editor, missing)
	return missing === undefined
}

/** Says that the phase is not for this; while something is dragged, once. */
export function explainDenied(editor: Editor, activity: EditingActivity): void {
	const notice = noticeOf(editor).get()
	if (notice?.type !== 'notNow' || notice.activity !== activity) showNotice(editor, { type: 'notNow', activity })
}

/** Why this is not to be done now, in words; undefined where it may be. */
export function useDeniedReason(activity: EditingActivity): string | undefined {
	const editor = useEditor()
	const { t } = useTranslation('board')
	const isLet = useValue(`may ${activity}`, () => permissionsOf(editor).get().has(activity), [editor, activity])
	return isLet ? undefined : t(`stage.notNow.${activity}`)
}
