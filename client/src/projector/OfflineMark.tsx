import type { Workshop } from '@charrette/shared'
import { Icon } from '../ui/Icon.tsx'
import styles from './OfflineMark.module.css'
import { useWallTexts } from './useWallTexts.ts'

/** A small mark that what is shown may be old; the wall keeps showing it meanwhile. */
export function OfflineMark({ workshop }: { workshop: Workshop }) {
	const [first] = useWallTexts(workshop)
	return (
		<p className={styles['mark']} role="status">
			<Icon name="offline" size={18} />
			{first?.t('wall.offline')}
		</p>
	)
}
