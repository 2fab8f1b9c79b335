import type { PersonStatus, PhaseId, WorkshopId } from '@charrette/shared'
import { useState } from 'react'
import { tabStore } from '../connection/browserStorage.ts'
import { TAB_KEYS } from '../connection/storageKeys.ts'
import { NO_STATUS } from '../connection/useWorkshop.ts'
import { useTranslation } from '../i18n/useTranslation.ts'
import { useBoardPlace } from '../navigation/BoardPlace.ts'
import { Button } from '../ui/Button.tsx'
import styles from './presence.module.css'

/** Toggles for "I need help" and "I am done", which everyone in the workshop sees. */
export function StatusButtons() {
	const { t } = useTranslation('board')
	const { personStatus, onStatus } = useBoardPlace()
	const { done, help } = personStatus
	return (
		<span className={styles['statusButtons']}>
			<Button
				size="small"
				icon="raised"
				className={styles['help']}
				aria-pressed={help}
				aria-label={t('presence.helpHint')}
				title={t('presence.helpHint')}
				onClick={() => onStatus({ ...personStatus, help: !help })}
			>
				<span className={styles['label']}>{t('presence.help')}</span>
			</Button>
			<Button
				size="small"
				icon="check"
				aria-pressed={done}
				aria-label={t('presence.doneHint')}
				title={t('presence.doneHint')}
				onClick={() => onStatus({ ...personStatus, done: !done })}
			>
				<span className={styles['label']}>{t('presence.done')}</span>
			</Button>
		</span>
	)
}

/**
 * Returns this person's status, which ends with the phase in which it was given. `phase` is
 * undefined until it is known. The status is stored in `sessionStorage` so that it survives a
 * reload.
 */
export function usePersonStatus(
	workshop: WorkshopId,
	phase: PhaseId | null | undefined,
): [PersonStatus, (status: PersonStatus) => void] {
	const key = TAB_KEYS.status(workshop)
	const [given, setGiven] = useState(() => readStatus(tabStore.read(key)))
	const change = (status: PersonStatus) => {
		const { done, help } = status
		setGiven({ status, phase: phase ?? '' })
		tabStore.write(key, `${phase ?? ''} ${done ? 'done' : ''} ${help ? 'help' : ''}`)
	}
	return [phase !== undefined && given.phase === (phase ?? '') ? given.status : NO_STATUS, change]
}

/**
 * Parses the stored status and the id of its phase; an empty id stands for the time before the
 * first phase.
 */
function readStatus(stored: string | null): { status: PersonStatus; phase: string } {
	const [phase = '', ...active] = stored?.split(' ') ?? []
	return { status: { done: active.includes('done'), help: active.includes('help') }, phase }
}
