import { lazyPage, PageSuspense } from './lazyPage.tsx'

const ServerHostMark = lazyPage(() => import('./ServerHostMark.tsx').then((module) => module.ServerHostMark))

/** The place of the host's name on a page that is part of the first chunk (HOST8a). */
export function HostMarkSlot() {
	return (
		<PageSuspense fallback={null}>
			<ServerHostMark.Page />
		</PageSuspense>
	)
}
