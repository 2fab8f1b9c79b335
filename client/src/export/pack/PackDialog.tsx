import { currentSession, type SessionId, type Workshop } from '@charrette/shared'
import { useState } from 'react'
import { useTranslation } from '../../i18n/useTranslation.ts'
import type { Credentials } from '../../session/credentials.ts'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import type { PackWish } from './Pack.ts'
import { PackProgress } from './PackProgress.tsx'
import styles from './pack.module.css'
import { BOARD_FORMATS, FORMAT_NAMES, keyOf, USUAL_FORMATS, WHOLES } from './packFormats.ts'
import { Ticks } from './Ticks.tsx'
import { usePacking } from './usePacking.ts'

const ALL = 'all'

export interface PackDialogProps {
	credentials: Credentials
	workshop: Workshop
	onClose: () => void
}

/** Everything goes home in one ZIP: of the session that runs, of another or of all, and in which formats. */
export function PackDialog({ credentials, workshop, onClose }: PackDialogProps) {
	const { t } = useTranslation('pack')
	const [wish, setWish] = useState<PackWish>({ formats: USUAL_FORMATS, wholes: new Set(WHOLES), names: true })
	const { pack, state } = usePacking()
	const [chosen, setChosen] = useState<SessionId | typeof ALL>(currentSession(workshop)?.id ?? ALL)
	const sessions = workshop.sessions.filter(({ id }) => chosen === ALL || id === chosen)
	const isBusy = state.step === 'making'
	const isNothing = wish.formats.size + wish.wholes.size === 0
	return (
		<Dialog title={t('title')} isHeld={isBusy} onClose={onClose}>
			<form
				className={styles['form']}
				onSubmit={(event) => {
					event.preventDefault()
					if (!isNothing) void pack({ credentials, workshop, sessions, wish })
				}}
			>
				<fieldset className={styles['wish']} disabled={isBusy}>
					{workshop.sessions.length > 1 && (
						<Ticks
							type="radio"
							title={t('what')}
							options={[
								...workshop.sessions.map(({ id, title }) => ({ id, label: title })),
								{ id: ALL, label: t('allSessions', { count: workshop.sessions.length }) },
							]}
							chosen={new Set([chosen])}
							onToggle={setChosen}
						/>
					)}
					<Ticks
						title={t('eachBoard')}
						options={BOARD_FORMATS.map((id) => ({ id, label: FORMAT_NAMES[id] }))}
						chosen={wish.formats}
						onToggle={(id) => setWish({ ...wish, formats: toggled(wish.formats, id) })}
					/>
					<Ticks
						title={t('together')}
						options={WHOLES.map((id) => ({ id, label: t(`wholes.${keyOf(id)}`) }))}
						chosen={wish.wholes}
						onToggle={(id) => setWish({ ...wish, wholes: toggled(wish.wholes, id) })}
					/>
					{!workshop.isAnonymous && (
						<Ticks
							title={t('authors')}
							options={[{ id: 'names', label: t('names') }]}
							chosen={new Set(wish.names ? ['names'] : [])}
							onToggle={() => setWish({ ...wish, names: !wish.names })}
						/>
					)}
				</fieldset>
				<div className={styles['foot']}>
					<PackProgress state={state} />
					{!isBusy && (
						<Button type="submit" look="primary" icon="download" aria-disabled={isNothing}>
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
