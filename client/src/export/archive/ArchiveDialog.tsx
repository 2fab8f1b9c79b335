import { currentSession, type SessionId, type Workshop } from '@charrette/shared'
import { useEffect, useId, useRef, useState } from 'react'
import { type FailureCode, failureOf } from '../../connection/http.ts'
import type { Credentials } from '../../connection/credentials.ts'
import { useLocale, useTranslation } from '../../i18n/useTranslation.ts'
import { Button } from '../../ui/Button.tsx'
import { saveFile } from '../../ui/browser.ts'
import { Dialog } from '../../ui/Dialog.tsx'
import pills from '../../ui/pills.module.css'
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

export interface ArchiveDialogProps {
	credentials: Credentials
	workshop: Workshop
	onClose: () => void
}

/** Everything goes home in one ZIP: of the session that runs, of another or of all, and in which formats. */
export function ArchiveDialog({ credentials, workshop, onClose }: ArchiveDialogProps) {
	const { t } = useTranslation('pack')
	const [wish, setWish] = useState<ArchiveOptions>({
		formats: DEFAULT_FORMATS,
		combined: new Set(COMBINED_FILES),
		names: true,
	})
	const { pack, state } = useArchiveJob()
	const [chosen, setChosen] = useState<SessionId | typeof ALL_SESSIONS>(currentSession(workshop)?.id ?? ALL_SESSIONS)
	const sessions = workshop.sessions.filter(({ id }) => chosen === ALL_SESSIONS || id === chosen)
	const isBusy = state.step === 'making'
	const isNothing = wish.formats.size + wish.combined.size === 0
	return (
		<Dialog title={t('title')} isBusy={isBusy} onClose={onClose}>
			<form
				className={styles['form']}
				onSubmit={(event) => {
					event.preventDefault()
					if (!isNothing) void pack({ credentials, workshop, sessions, options: wish })
				}}
			>
				<fieldset className={styles['wish']} disabled={isBusy}>
					{workshop.sessions.length > 1 && (
						<CheckboxList
							type="radio"
							title={t('what')}
							options={[
								...workshop.sessions.map(({ id, title }) => ({ id, label: title })),
								{ id: ALL_SESSIONS, label: t('allSessions', { count: workshop.sessions.length }) },
							]}
							chosen={new Set([chosen])}
							onToggle={setChosen}
						/>
					)}
					<CheckboxList
						title={t('eachBoard')}
						options={BOARD_FORMATS.map((id) => ({ id, label: FORMAT_NAMES[id] }))}
						chosen={wish.formats}
						onToggle={(id) => setWish({ ...wish, formats: toggled(wish.formats, id) })}
					/>
					<CheckboxList
						title={t('together')}
						options={COMBINED_FILES.map((id) => ({ id, label: t(`wholes.${textKeyOf(id)}`) }))}
						chosen={wish.combined}
						onToggle={(id) => setWish({ ...wish, combined: toggled(wish.combined, id) })}
					/>
					{!workshop.isAnonymous && (
						<CheckboxList
							title={t('authors')}
							options={[{ id: 'names', label: t('names') }]}
							chosen={new Set(wish.names ? ['names'] : [])}
							onToggle={() => setWish({ ...wish, names: !wish.names })}
						/>
					)}
				</fieldset>
				<div className={styles['foot']}>
					<ArchiveProgress state={state} />
					{!isBusy && (
						<Button type="submit" variant="primary" icon="download" aria-disabled={isNothing}>
							{t(state.step === 'made' ? 'again' : 'make')}
						</Button>
					)}
				</div>
			</form>
		</Dialog>
	)
}

function toggled<One>(set: ReadonlySet<One>, one: One): ReadonlySet<One> {
	const next = new Set(set)
	if (!next.delete(one)) next.add(one)
	return next
}

/** How far a pack is, with the way to call it off; then what became of it. */
function ArchiveProgress({ state }: { state: ArchiveState }) {
	const { t } = useTranslation(['pack', 'app'])
	switch (state.step) {
		case 'idle':
			return null
		case 'making': {
			const { done, all, board, isWaiting } = state
			const now = board === null ? t('wholeNow') : t('boardNow', { board })
			return (
				<div className={styles['making']}>
					<span role="status">{isWaiting ? t('waiting') : now}</span>
					<progress aria-label={t('progress')} value={done} max={all} />
					<span className={styles['count']}>{t('steps', { done, all })}</span>
					<Button onClick={state.cancel}>{t('cancel')}</Button>
				</div>
			)
		}
		case 'made': {
			const { name, missing, empty } = state.pack
			return (
				<div className={styles['made']} role="status">
					<p>{t('made', { name })}</p>
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

/** Why files are missing, each reason once, where it is known: whether to try again follows from it. */
function reasonsOf(missing: readonly MissingFile[]) {
	return [...new Set(missing.map(({ code }) => code))].filter((code) => code !== 'internal')
}

interface CheckboxListProps<Id extends string> {
	title: string
	/** Several may be chosen, unless it says `radio`. */
	type?: 'checkbox' | 'radio'
	options: readonly { id: Id; label: string }[]
	chosen: ReadonlySet<Id>
	onToggle: (id: Id) => void
}

/** What may be chosen, side by side. */
function CheckboxList<Id extends string>({
	title,
	type = 'checkbox',
	options,
	chosen,
	onToggle,
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
		</fieldset>
	)
}

/** Where the making of a pack is. */
type ArchiveState =
	| { step: 'idle' }
	| { step: 'making'; board: string | null; done: number; all: number; isWaiting: boolean; cancel: () => void }
	| { step: 'made'; pack: Omit<Archive, 'blob'> }
	| { step: 'failed'; code: FailureCode }

/** The making of packs, one at a time; what is under way ends with the component. */
function useArchiveJob() {
	const locale = useLocale()
	const [state, setState] = useState<ArchiveState>({ step: 'idle' })
	const running = useRef<AbortController | null>(null)
	useEffect(() => () => running.current?.abort(), [])

	const pack = async (order: Omit<ArchiveJob, 'locale' | 'onProgress' | 'onWaiting' | 'signal'>) => {
		const controller = new AbortController()
		running.current = controller
		const { signal } = controller
		const cancel = () => {
			controller.abort()
			setState({ step: 'idle' })
		}
		setState({ step: 'making', board: null, done: 0, all: 1, isWaiting: false, cancel })
		try {
			const onProgress: ArchiveJob['onProgress'] = (step) => {
				// Called off before it began, it must not seem to be under way.
				signal.throwIfAborted()
				setState({ step: 'making', ...step, isWaiting: false, cancel })
			}
			const onWaiting = (isWaiting: boolean) => setState((was) => (was.step === 'making' ? { ...was, isWaiting } : was))
			// What draws boards weighs more than the desk: it comes when it is wanted.
			const { makeArchive } = await import('./makeArchive.ts')
			const { blob, ...made } = await makeArchive({ ...order, locale, onProgress, onWaiting, signal })
			signal.throwIfAborted()
			saveFile(blob, made.name)
			setState({ step: 'made', pack: made })
		} catch (thrown) {
			if (!signal.aborted) setState({ step: 'failed', code: failureOf(thrown) })
		}
	}
	return { pack, state }
}
