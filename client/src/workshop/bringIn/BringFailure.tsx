import { LIMITS } from '@charrette/shared'
import { useTranslation } from '../../i18n/useTranslation.ts'
import type { FailureCode } from '../../session/api.ts'
import { Icon } from '../../ui/Icon.tsx'
import styles from './bringIn.module.css'

const MAX_MB = LIMITS.maxImportBytes / 1024 / 1024

/** Why a file does not come in; of one that is too large, how large it may be. */
export function BringFailure({ failure }: { failure: FailureCode | null }) {
	const { t } = useTranslation(['bring', 'app'])
	if (!failure) return null
	return (
		<p className={styles['failure']} role="alert">
			<Icon name="warning" size={18} />
			{failure === 'too_large' ? t('bring:tooLarge', { most: MAX_MB }) : t(`app:errors.${failure}`)}
		</p>
	)
}
