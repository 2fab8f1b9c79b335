/* Notices that few people ever see. They are fetched when they are due (LOAD1). */
import { findParticipant, type Workshop } from '@charrette/shared'
import type { RoomDamage } from '../connection/frames.ts'
import type { SaveStatus } from '../connection/saveStatus.ts'
import { useLanguage, useTranslation } from '../i18n/useTranslation.ts'
import { Button } from '../ui/Button.tsx'
import { Notice } from '../ui/Notices.tsx'

interface DamageNoticeProps {
	damage: RoomDamage
	/**
	 * Opens the version history, at a snapshot if there is one; null if this person cannot restore
	 * snapshots.
	 */
	onHistory: ((snapshot: string) => void) | null
}

/** Says that a part of the board could not be read, and offers the newest readable version. */
export function DamageNotice({ damage, onHistory }: DamageNoticeProps) {
	const { t } = useTranslation('board')
	return (
		<Notice
			rank="message"
			tone="warn"
			icon="warning"
			actions={
				onHistory && (
					<Button size="small" onClick={() => onHistory(damage.snapshot ?? '')}>
						{t('statusBar.damagedHistory')}
					</Button>
				)
			}
		>
			{t(onHistory ? 'statusBar.damagedForFacilitator' : 'statusBar.damaged')}
		</Notice>
	)
}

interface WaitingNoticeProps {
	status: Extract<SaveStatus, { state: 'waitingForDevice' }>
	workshop: Workshop
	onKeep: () => Promise<void>
}

/**
 * Says that this person's edits wait for the device of another one, and offers to keep their values
 * as new edits (GATE6b).
 */
export function WaitingNotice({ status, workshop, onKeep }: WaitingNoticeProps) {
	const { t } = useTranslation('board')
	const { changes: count, owner } = status
	const name = owner && findParticipant(workshop, owner)?.name
	return (
		<Notice
			rank="message"
			tone="warn"
			icon="disk"
			actions={
				<Button size="small" onClick={() => void onKeep()}>
					{t('statusBar.keepAsNew')}
				</Button>
			}
		>
			{name ? t('statusBar.waitingFor', { count, name }) : t('statusBar.waitingForOther', { count })}
		</Notice>
	)
}

/** Informs a participant that the open board was restored in place meanwhile (REST1h). */
export function RestoredNotice({ to, onClose }: { to: number; onClose: () => void }) {
	const { t } = useTranslation('board')
	const time = new Intl.DateTimeFormat(useLanguage(), { dateStyle: 'medium', timeStyle: 'short' })
	return (
		<Notice rank="message" icon="history" onClose={onClose}>
			{t('notice.restored', { when: time.format(to) })}
		</Notice>
	)
}
