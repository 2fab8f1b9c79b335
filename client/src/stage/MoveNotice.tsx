import { useEffect } from 'react'
import { useTranslation } from '../i18n/useTranslation.ts'
import { Button } from '../ui/Button.tsx'
import { Icon } from '../ui/Icon.tsx'
import styles from './notice.module.css'

interface MoveNoticeProps {
	group: string
	/** Whether this person has a card to finish first. */
	isHeld: boolean
	/** The way to their group's board; null while it is the one that is open. */
	onGo: (() => void) | null
}

/** Takes who looks back at a board to that of the group they were moved to: at once, or when they say so if a card of theirs is not finished. */
export function MoveNotice({ group, isHeld, onGo }: MoveNoticeProps) {
	const { t } = useTranslation('board')
	useEffect(() => {
		if (!isHeld) onGo?.()
	}, [isHeld, onGo])
	return (
		<div role="status" className={styles['region']}>
			{isHeld && onGo && (
				<div className={styles['notice']}>
					<Icon name="move" />
					<p>{t('notice.movingSoon', { group })}</p>
					<Button onClick={onGo}>{t('notice.goNow')}</Button>
				</div>
			)}
		</div>
	)
}
