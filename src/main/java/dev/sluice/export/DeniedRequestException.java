package dev.sluice.export;

import dev.sluice.failure.ExitCode;
import dev.sluice.failure.SluiceException;

/** An export that the role may not request. None has been requested. */
public final class DeniedRequestException extends SluiceException {
  DeniedRequestException(SluiceException denied) {
    super(ExitCode.UNUSABLE, denied.problem(), denied.remedy(), denied);
  }
}
