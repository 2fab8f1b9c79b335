import { useEffect, useState, useSyncExternalStore } from 'react'
import { createObservable, type Observable } from '../connection/observable.ts'
import type { SaveStatus } from '../connection/saveStatus.ts'
import type { Translate } from '../i18n/texts.ts'
import { useTranslation } from '../i18n/useTranslation.ts'
import { Icon } from '../ui/Icon.tsx'
import type { IconName } from '../ui/iconPaths.ts'
import { debounceSaved } from './debounceSaved.ts'
import styles from './saveBadge.module.css'

const ICONS: Record<SaveStatus['state'], IconName> = {
	saved: 'check',
	saving: 'arrowRight',
	offline: 'offline',
	paused: 'freeze',
	waiting: 'disk',
	waitingForDevice: 'disk',
	full: 'disk',
	refused: 'warning',
}

/** Shows whether this person's changes are saved. */
export function SaveBadge({ saveStatus }: { saveStatus: Observable<SaveStatus> }) {
	const { t } = useTranslation(['board', 'app'])
	const [shown] = useState(() => createObservable(saveStatus.get()))
	useEffect(() => debounceSaved(saveStatus, shown), [saveStatus, shown])
	const status = useSyncExternalStore(shown.subscribe, shown.get)
	const label = statusLabel(status, t)
	const isProblem = status.state !== 'saved' && status.state !== 'saving'
	const announced = useAnnouncedStatus({ isProblem, isSaved: status.state === 'saved', label })
	return (
		<>
			{/* Not a live region: every edit changes it. */}
			<span
				className={styles['saved']}
				data-state={status.state}
				data-problem={isProblem || undefined}
				role="status"
				aria-live="off"
				title={label}
			>
				<Icon name={ICONS[status.state]} size={16} />
				<span>{label}</span>
			</span>
			<span className="visuallyHidden" aria-live="polite">
				{announced}
			</span>
		</>
	)
}

interface AnnouncedStatus {
	isProblem: boolean
	isSaved: boolean
	label: string
}

/**
 * Returns the status for screen readers. It announces a problem and the end of a problem, but not
 * that each edit is saved.
 */
function useAnnouncedStatus({ isProblem, isSaved, label }: AnnouncedStatus): string {
	const [announced, setAnnounced] = useState('')
	useEffect(() => {
		if (isProblem) setAnnounced(label)
		else if (isSaved) setAnnounced((was) => (was ? label : ''))
	}, [isProblem, isSaved, label])
	return announced
}

function statusLabel(status: SaveStatus, t: Translate<['board', 'app']>): string {
	switch (status.state) {
		case 'offline':
			if (status.isPrivate) return t('board:saveStatus.offlineCards', { count: status.changes })
			return t(`board:saveStatus.${status.reason ?? 'offline'}`, { count: status.changes })
		case 'paused':
			if (status.isPrivate) return t('board:privateWriting.onDevice', { count: status.changes })
			return t('board:saveStatus.paused', { count: status.changes })
		case 'waiting':
		case 'full':
		case 'waitingForDevice':
			return t(`board:saveStatus.${status.state}`, { count: status.changes })
		case 'refused':
			return t('board:saveStatus.rejected', { why: t(`app:nackReasons.${status.refusal}`) })
		default:
			return t(`board:saveStatus.${status.state}`)
	}
}
