import { NoticeOutlet } from '../../ui/Notices.tsx'
import { CanvasControls } from '../CanvasControls.tsx'
import styles from './notices.module.css'

/**
 * The place of the notices on the canvas: below the bars at its upper edge, between the buttons in
 * the corners.
 */
export function CanvasNotices() {
	return (
		<CanvasControls className={styles['place']} data-presents="">
			<NoticeOutlet className={styles['outlet']} />
		</CanvasControls>
	)
}
