import { currentSession, type RunSheetFile, type Session, type SessionId } from '@charrette/shared'
import { useRef } from 'react'
import { fetchRunSheet } from '../../connection/api/exports.ts'
import type { Credentials } from '../../connection/credentials.ts'
import { useTranslation } from '../../i18n/useTranslation.ts'
import { Menu } from '../../ui/Menu.tsx'
import { saveFile } from '../../ui/saveFile.ts'
import { useToast } from '../../ui/Toasts.tsx'
import { useAttempt } from '../../ui/useAttempt.ts'
import type { ControlProps, RunCommand } from '../useCommand.ts'
import type { SessionTask } from './SessionDialogs.tsx'

interface SessionMenuProps extends ControlProps {
	credentials: Credentials
	/** The session that is shown. */
	session: Session
	onSelect: (session: SessionId) => void
	/** Opens the dialog of a task about the session. */
	onTask: (what: SessionTask['what']) => void
}

/**
 * The menu of sessions: add, rename, open between sessions, duplicate, reorder, remove, and export
 * or import a run sheet as a file.
 */
export function SessionMenu({ credentials, workshop, session, run, onSelect, onTask }: SessionMenuProps) {
	const { t } = useTranslation('dashboard')
	const picker = useRef<HTMLInputElement>(null)
	const selectCreated = (created: string | undefined) => created && onSelect(created as SessionId)
	const file = useRunSheetFile({ credentials, session: session.id, run, onImported: selectCreated })
	const at = workshop.sessions.indexOf(session)
	const move = (to: number) => run({ type: 'session.move', session: session.id, to })
	const copy = async () => selectCreated((await run({ type: 'session.copy', session: session.id }))?.made)
	const isRunning = session === currentSession(workshop)
	return (
		<>
			<Menu
				icon="more"
				label={t('runSheet.sessions')}
				items={[
					{ label: t('runSheet.newSession'), onChoose: () => onTask('new') },
					{ label: t('runSheet.renameSession'), onChoose: () => onTask('rename') },
					{ label: t('runSheet.window.menu'), onChoose: () => onTask('window') },
					{ label: t('runSheet.copySession'), onChoose: copy },
					...(at > 0 ? [{ label: t('runSheet.moveEarlier'), onChoose: () => move(at - 1) }] : []),
					...(at < workshop.sessions.length - 1
						? [{ label: t('runSheet.moveLater'), onChoose: () => move(at + 1) }]
						: []),
					...(isRunning ? [] : [{ label: t('runSheet.removeSession'), onChoose: () => onTask('remove') }]),
				]}
				section={{
					title: t('runSheet.file'),
					items: [
						{ label: t('runSheet.exportFile'), onChoose: file.exportFile },
						{ label: t('runSheet.importFile'), onChoose: () => picker.current?.click() },
					],
				}}
			/>
			<input
				ref={picker}
				type="file"
				accept="application/json,.json"
				hidden
				aria-label={t('runSheet.importFile')}
				onChange={(event) => {
					const [chosen] = event.target.files ?? []
					if (chosen) file.importFile(chosen)
					event.target.value = ''
				}}
			/>
		</>
	)
}

interface RunSheetFileProps {
	credentials: Credentials
	session: SessionId
	run: RunCommand
	/** Called with the session that was created from a file. */
	onImported: (session: string | undefined) => void
}

/**
 * Exports the run sheet of a session as a file, and imports a file as a new session, on the same or
 * another server.
 */
function useRunSheetFile({ credentials, session, run, onImported }: RunSheetFileProps) {
	const { t } = useTranslation('dashboard')
	const showToast = useToast()
	const attempt = useAttempt()
	return {
		async exportFile() {
			const file = await attempt(() => fetchRunSheet(credentials, session))
			if (!file) return
			saveFile(file.blob, file.name)
			showToast(t('boards.saved', { name: file.name }))
		},
		async importFile(file: File) {
			const sheet = await readSheet(file)
			if (!sheet) return showToast(t('runSheet.notARunSheet'), 'error')
			const done = await run({ type: 'session.add', sheet })
			if (!done) return
			showToast(t('runSheet.imported', { session: sheet.title }))
			onImported(done.made)
		},
	}
}

/**
 * Reads the content of a run sheet's file; null if it is another kind of file. The server validates
 * the rest.
 */
async function readSheet(file: File): Promise<RunSheetFile | null> {
	try {
		const content: unknown = JSON.parse(await file.text())
		const isSheet =
			typeof content === 'object' && content !== null && 'charrette' in content && content.charrette === 'run sheet'
		return isSheet ? (content as unknown as RunSheetFile) : null
	} catch {
		// The file is not JSON.
		return null
	}
}
