import type { Message } from '@charrette/shared'
import { useState } from 'react'
import { useTranslation } from '../i18n/useTranslation.ts'
import { Button } from '../ui/Button.tsx'
import { Icon } from '../ui/Icon.tsx'
import styles from './notice.module.css'

const READ_KEY = 'charrette.messageRead'

/** What the facilitator says to everybody, until it is taken back or closed here; it does not come again when the page is loaded anew. */
export function MessageNotice({ message }: { message: Message | null }) {
	const { t } = useTranslation('board')
	const [read, setRead] = useState(() => Number(sessionStorage.getItem(READ_KEY)))
	const isShown = message !== null && message.at > read
	const close = () => {
		if (!message) return
		sessionStorage.setItem(READ_KEY, String(message.at))
		setRead(message.at)
	}
	// The region is there before its words, or nobody who listens would hear them.
	return (
		<div role="status" className={styles['region']}>
			{isShown && (
				<div className={styles['notice']}>
					<Icon name="message" />
					<p>
						<small>{t('stage.message')}</small>
						<span dir="auto">{message.text}</span>
					</p>
					<Button look="quiet" icon="close" iconOnly aria-label={t('stage.dismiss')} onClick={close} />
				</div>
			)}
		</div>
	)
}
