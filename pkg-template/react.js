'use client';
/** Flags in React 18 and 19. Exposures are recorded after the commit, not while rendering: React may discard a render. */
export { BurgeeProvider, useClient, useStatus } from './react/provider.js';
export { useFlag, useFlagDetails } from './react/flag.js';
export { useFlagWhenSeen } from './react/visibility.js';
