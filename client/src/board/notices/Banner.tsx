import type { ReactNode } from 'react'
import { Icon } from '../../ui/Icon.tsx'
import type { IconName } from '../../ui/iconPaths.ts'
import { Chrome } from '../Chrome.tsx'
import styles from './banner.module.css'

/** A line under the top bar that says what is special about the board just now. */
export function Banner({ icon, children }: { icon: IconName; children: ReactNode }) {
	return (
		<Chrome className={styles['banner']} role="status">
			<Icon name={icon} size={18} />
			{children}
		</Chrome>
	)
}
