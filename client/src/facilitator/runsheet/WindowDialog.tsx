import { LIMITS, type Session, WINDOW_TAKES } from '@charrette/shared'
import { type FormEvent, useState } from 'react'
import { useLanguage, useTranslation } from '../../i18n/useTranslation.ts'
import { describeTimeZone, formatUntil, toLocalField } from '../../statusBar/formatUntil.ts'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { Field } from '../../ui/Field.tsx'
import { Select } from '../../ui/Select.tsx'
import { useSave } from '../../ui/useSave.ts'
import type { ControlProps } from '../useCommand.ts'
import styles from './runSheet.module.css'

const DAY_MS = 24 * 60 * 60 * 1000

/** Says until when the boards of a session are open between sessions, and changes that (ASYNC1). */
export function WindowStatus({ session, onChange }: { session: Session; onChange: () => void }) {
	const { t } = useTranslation('dashboard')
	const language = useLanguage()
	const window = session.asyncWindow
	if (!window) return null
	return (
		<div className={styles['window']} role="status">
			<p>{t(`runSheet.window.${window.takes}Until`, { when: formatUntil(window.until, language) })}</p>
			<Button size="small" onClick={onChange}>
				{t('runSheet.window.change')}
			</Button>
		</div>
	)
}

interface WindowDialogProps extends Pick<ControlProps, 'run'> {
	session: Session
	onClose: () => void
}

/** Opens the boards of a session until a time, in the time zone of this device, or closes them. */
export function WindowDialog({ session, run, onClose }: WindowDialogProps) {
	const { t } = useTranslation(['dashboard', 'app'])
	const language = useLanguage()
	const [now] = useState(Date.now)
	const [until, setUntil] = useState(() => toLocalField(session.asyncWindow?.until ?? inAWeek(now)))
	const [takes, setTakes] = useState(session.asyncWindow?.takes ?? 'all')
	const [error, setError] = useState<string | null>(null)
	const [isSaving, save] = useSave()
	const set = async (at: number | null) => {
		const window = at === null ? null : { takes, until: at }
		if (await save(() => run({ type: 'session.window', session: session.id, window }))) onClose()
	}
	const submit = (event: FormEvent) => {
		event.preventDefault()
		const at = new Date(until).getTime()
		if (at > Date.now() && at < Date.now() + LIMITS.maxWindowDays * DAY_MS) void set(at)
		else setError(t('runSheet.window.past'))
	}
	return (
		<Dialog title={t('runSheet.window.title')} isBusy={isSaving} onClose={onClose}>
			<form className={styles['form']} onSubmit={submit} noValidate>
				<p>{t('runSheet.window.lead', { session: session.title })}</p>
				<Select
					label={t('runSheet.window.takes')}
					value={takes}
					options={WINDOW_TAKES.toReversed().map((value) => ({ value, label: t(`runSheet.window.${value}`) }))}
					onChange={setTakes}
				/>
				<Field
					label={t('runSheet.window.until')}
					hint={t('runSheet.window.zone', { zone: describeTimeZone(now, language) })}
					error={error}
				>
					{(control) => (
						<input
							{...control}
							type="datetime-local"
							required
							min={toLocalField(now)}
							value={until}
							onChange={({ target }) => {
								setUntil(target.value)
								setError(null)
							}}
						/>
					)}
				</Field>
				<div className={styles['buttons']}>
					{session.asyncWindow && <Button onClick={() => set(null)}>{t('runSheet.window.end')}</Button>}
					<Button type="submit" variant="primary" busy={isSaving}>
						{t('runSheet.window.open')}
					</Button>
				</div>
			</form>
		</Dialog>
	)
}

/** Returns the end of the afternoon in seven days. */
function inAWeek(now: number): number {
	return new Date(now + 7 * DAY_MS).setHours(18, 0, 0, 0)
}
