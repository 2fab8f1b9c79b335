import { useTranslation } from '../i18n/useTranslation.ts'
import styles from './SkipLink.module.css'

/**
 * The first Tab stop of a page, visible only while it has the focus: skips the header. It is a
 * button, because the hash of an address may be a join code.
 */
export function SkipLink({ onSkip = focusMain }: { onSkip?: () => void }) {
	const { t } = useTranslation()
	return (
		<button type="button" className={styles['skip']} onClick={onSkip}>
			{t('skip')}
		</button>
	)
}

/** Focuses the content of the page. */
export function focusMain(): void {
	const main = document.querySelector<HTMLElement>('main')
	if (!main) return
	main.tabIndex = -1
	main.focus()
}
