import type { ServerHost } from '@charrette/shared'
import { serverPath } from '../connection/basePath.ts'
import styles from './HostMark.module.css'

/** The logo and the name of the organisation that hosts the server. */
export function HostMark({ host: { logo, name } }: { host: ServerHost }) {
	return (
		<p className={styles['mark']}>
			{logo && <img src={serverPath(logo)} alt="" />}
			{name}
		</p>
	)
}
