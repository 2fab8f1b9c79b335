import type { RunSheetFile, SessionId } from '@charrette/shared'
import { useTranslation } from '../../i18n/useTranslation.ts'
import { failureOf, fetchRunSheet } from '../../session/api.ts'
import type { Credentials } from '../../session/credentials.ts'
import { saveFile } from '../../ui/saveFile.ts'
import { useToast } from '../../ui/ToastProvider.tsx'
import type { RunCommand } from '../useCommand.ts'

interface RunSheetFileProps {
	credentials: Credentials
	session: SessionId
	run: RunCommand
	/** Hears which session was made of a file. */
	onOpened: (session: string | undefined) => void
}

/** A run sheet as a file: saved from one session, opened as another, here or on another server. */
export function useRunSheetFile({ credentials, session, run, onOpened }: RunSheetFileProps) {
	const { t } = useTranslation(['desk', 'app'])
	const showToast = useToast()
	return {
		async save() {
			try {
				const { blob, name } = await fetchRunSheet(credentials, session)
				saveFile(blob, name)
				showToast(t('boards.saved', { name }))
			} catch (thrown) {
				showToast(t(`app:errors.${failureOf(thrown)}`), 'error')
			}
		},
		async open(file: File) {
			const sheet = await readSheet(file)
			if (!sheet) return showToast(t('sheet.notASheet'), 'error')
			const done = await run({ type: 'session.add', sheet })
			if (!done) return
			showToast(t('sheet.opened', { session: sheet.title }))
			onOpened(done.made)
		},
	}
}

/** What the file says, if it says that it is a run sheet; the server looks at the rest. */
async function readSheet(file: File): Promise<RunSheetFile | null> {
	try {
		const read: unknown = JSON.parse(await file.text())
		const isSheet = typeof read === 'object' && read !== null && 'charrette' in read && read.charrette === 'run sheet'
		return isSheet ? (read as unknown as RunSheetFile) : null
	} catch {
		// No JSON at all: that is no run sheet.
		return null
	}
}
