import type { WorkshopId } from '@charrette/shared'
import { useTranslation } from '../i18n/useTranslation.ts'
import { LinkButton } from '../ui/LinkButton.tsx'
import styles from './DeskLink.module.css'

/** A facilitator's way from a board back to the desk; an arrow alone where there is little room. */
export function DeskLink({ workshop }: { workshop: WorkshopId }) {
	const { t } = useTranslation('board')
	return (
		<LinkButton href={`/w/${workshop}/desk`} icon="arrowLeft" look="quiet" size="small" aria-label={t('bar.desk')}>
			<span className={styles['words']}>{t('bar.desk')}</span>
		</LinkButton>
	)
}
