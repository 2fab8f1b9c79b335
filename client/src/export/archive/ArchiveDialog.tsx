import { currentSession, LIMITS, type SessionId, type Workshop } from '@charrette/shared'
import { type ReactNode, useEffect, useId, useRef, useState } from 'react'
import type { Credentials } from '../../connection/credentials.ts'
import { fetchChunkOnce } from '../../connection/fetchChunk.ts'
import { type FailureCode, failureOf } from '../../connection/http.ts'
import { useLocale, useTranslation } from '../../i18n/useTranslation.ts'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import pills from '../../ui/pills.module.css'
import { saveFile } from '../../ui/saveFile.ts'
import { fileLocale, useTextChoices, useTextLanguage } from '../useTextLanguage.tsx'
import {
	type Archive,
	type ArchiveJob,
	type ArchiveOptions,
	BOARD_FORMATS,
	COMBINED_FILES,
	DEFAULT_FORMATS,
	FORMAT_NAMES,
	type MissingFile,
	nameOfMissing,
	textKeyOf,
} from './Archive.ts'
import styles from './archive.module.css'

const ALL_SESSIONS = 'all'

interface ArchiveDialogProps {
	credentials: Credentials
	workshop: Workshop
	onClose: () => void
}

/** The dialog that exports all boards of a session, or of all sessions, as one ZIP. */
export function ArchiveDialog({ credentials, workshop, onClose }: ArchiveDialogProps) {
	const { t } = useTranslation('archive')
	const { isOffered, languageIf } = useTextLanguage(workshop)
	const language = languageIf(null)
	const textChoices = useTextChoices(workshop.locales, language)
	const [options, setOptions] = useState<Omit<ArchiveOptions, 'language'>>({
		formats: DEFAULT_FORMATS,
		combined: new Set(COMBINED_FILES),
		names: true,
	})
	const { start, state } = useArchiveJob()
	const [scope, setScope] = useState<SessionId | typeof ALL_SESSIONS>(currentSession(workshop)?.id ?? ALL_SESSIONS)
	const sessions = workshop.sessions.filter(({ id }) => scope === ALL_SESSIONS || id === scope)
	const isBusy = state.step === 'creating'
	const isEmpty = options.formats.size + options.combined.size === 0
	return (
		<Dialog title={t('title')} isBusy={isBusy} onClose={onClose}>
			<form
				className={styles['form']}
				onSubmit={(event) => {
					event.preventDefault()
					if (!isEmpty) void start({ credentials, workshop, sessions, options: { ...options, language } })
				}}
			>
				<fieldset className={styles['options']} disabled={isBusy}>
					{workshop.sessions.length > 1 && (
						<CheckboxList
							type="radio"
							title={t('scope')}
							options={[
								...workshop.sessions.map(({ id, title }) => ({ id, label: title })),
								{ id: ALL_SESSIONS, label: t('allSessions', { count: workshop.sessions.length }) },
							]}
							chosen={new Set([scope])}
							onToggle={setScope}
						/>
					)}
					<CheckboxList
						title={t('eachBoard')}
						options={BOARD_FORMATS.map((id) => ({ id, label: FORMAT_NAMES[id] }))}
						chosen={options.formats}
						onToggle={(id) => setOptions({ ...options, formats: toggled(options.formats, id) })}
					/>
					<CheckboxList
						title={t('allBoards')}
						options={COMBINED_FILES.map((id) => ({ id, label: t(`combined.${textKeyOf(id)}`) }))}
						chosen={options.combined}
						onToggle={(id) => setOptions({ ...options, combined: toggled(options.combined, id) })}
					/>
					{isOffered(null) && (
						<CheckboxList
							type="radio"
							title={textChoices.label}
							options={textChoices.options.map(({ value, label }) => ({ id: value, label }))}
							chosen={new Set([textChoices.value])}
							onToggle={textChoices.onChange}
						>
							{textChoices.children}
						</CheckboxList>
					)}
					{!workshop.isAnonymous && (
						<CheckboxList
							title={t('authors')}
							options={[{ id: 'names', label: t('names') }]}
							chosen={new Set(options.names ? ['names'] : [])}
							onToggle={() => setOptions({ ...options, names: !options.names })}
						/>
					)}
				</fieldset>
				<div className={styles['footer']}>
					<ArchiveProgress state={state} isTranslated={language !== null} />
					{!isBusy && (
						<Button type="submit" variant="primary" icon="download" aria-disabled={isEmpty}>
							{t(state.step === 'done' ? 'createAgain' : 'create')}
						</Button>
					)}
				</div>
			</form>
		</Dialog>
	)
}

function toggled<Item>(set: ReadonlySet<Item>, item: Item): ReadonlySet<Item> {
	const next = new Set(set)
	if (!next.delete(item)) next.add(item)
	return next
}

/** The progress of an archive with a button that cancels it; then the result. */
function ArchiveProgress({ state, isTranslated }: { state: ArchiveState; isTranslated: boolean }) {
	const { t } = useTranslation(['archive', 'app'])
	switch (state.step) {
		case 'idle':
			return null
		case 'creating': {
			const { done, all, board, isWaiting } = state
			const now = board === null ? t('currentCombined') : t('currentBoard', { board })
			return (
				<div className={styles['progress']}>
					<span role="status">{isWaiting ? t('waiting') : now}</span>
					<progress aria-label={t('progress')} value={done} max={all} />
					<span className={styles['count']}>{t('steps', { done, all })}</span>
					<Button onClick={state.cancel}>{t('cancel')}</Button>
					{isTranslated && <small>{t('texts.waiting', { seconds: LIMITS.translateFileSeconds })}</small>}
				</div>
			)
		}
		case 'done': {
			const { name, missing, empty } = state.archive
			return (
				<div className={styles['done']} role="status">
					<p>{t('saved', { name })}</p>
					{empty.length > 0 && <p>{t('empty', { boards: empty.map(({ title }) => title).join(t('comma')) })}</p>}
					{missing.length > 0 && (
						<p className={styles['missing']}>
							{t('missing', { files: missing.map((file) => nameOfMissing(file, t)).join(t('comma')) })}
							{reasonsOf(missing).map((code) => (
								<span key={code}> {t(`app:errors.${code}`)}</span>
							))}
						</p>
					)}
				</div>
			)
		}
		case 'failed':
			return (
				<p role="alert" className={styles['missing']}>
					{state.code === 'internal' ? t('failed') : t(`app:errors.${state.code}`)}
				</p>
			)
	}
}

/** Returns the known reasons why files are missing, each once. */
function reasonsOf(missing: readonly MissingFile[]) {
	return [...new Set(missing.map(({ code }) => code))].filter((code) => code !== 'internal')
}

interface CheckboxListProps<Id extends string> {
	title: string
	/** `radio` allows only one choice. */
	type?: 'checkbox' | 'radio'
	options: readonly { id: Id; label: string }[]
	chosen: ReadonlySet<Id>
	onToggle: (id: Id) => void
	/** A control beside the options that belongs to one of them. */
	children?: ReactNode
}

/** A list of options side by side, with one or several choices. */
function CheckboxList<Id extends string>({
	title,
	type = 'checkbox',
	options,
	chosen,
	onToggle,
	children,
}: CheckboxListProps<Id>) {
	const name = useId()
	return (
		<fieldset className={pills['pills']}>
			<legend>{title}</legend>
			{options.map(({ id, label }) => (
				<label key={id}>
					<input type={type} name={name} checked={chosen.has(id)} onChange={() => onToggle(id)} />
					<span>{label}</span>
				</label>
			))}
			{children}
		</fieldset>
	)
}

/** The state of an archive. */
type ArchiveState =
	| { step: 'idle' }
	| { step: 'creating'; board: string | null; done: number; all: number; isWaiting: boolean; cancel: () => void }
	| { step: 'done'; archive: Omit<Archive, 'blob'> }
	| { step: 'failed'; code: FailureCode }

/** Creates archives, one at a time. Unmounting the component cancels the job. */
function useArchiveJob() {
	const locale = useLocale()
	const [state, setState] = useState<ArchiveState>({ step: 'idle' })
	const running = useRef<AbortController | null>(null)
	useEffect(() => () => running.current?.abort(), [])

	const start = async (job: Omit<ArchiveJob, 'locale' | 'onProgress' | 'onWaiting' | 'signal'>) => {
		const controller = new AbortController()
		running.current = controller
		const { signal } = controller
		const cancel = () => {
			controller.abort()
			setState({ step: 'idle' })
		}
		setState({ step: 'creating', board: null, done: 0, all: 1, isWaiting: false, cancel })
		try {
			const onProgress: ArchiveJob['onProgress'] = (step) => {
				// A job that was cancelled before this step must not show its progress.
				signal.throwIfAborted()
				setState({ step: 'creating', ...step, isWaiting: false, cancel })
			}
			const onWaiting = (isWaiting: boolean) =>
				setState((was) => (was.step === 'creating' ? { ...was, isWaiting } : was))
			// The renderer is larger than the dashboard, so it is fetched on demand.
			const { makeArchive } = await fetchChunkOnce(() => import('./makeArchive.ts'))
			const words = fileLocale(job.options.language, locale)
			const { blob, ...archive } = await makeArchive({ ...job, locale: words, onProgress, onWaiting, signal })
			signal.throwIfAborted()
			saveFile(blob, archive.name)
			setState({ step: 'done', archive })
		} catch (thrown) {
			if (!signal.aborted) setState({ step: 'failed', code: failureOf(thrown) })
		}
	}
	return { start, state }
}
