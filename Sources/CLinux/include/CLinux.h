#pragma once
#include "FaultMark.h"
#include "FileLease.h"
#include "Prefetch.h"
#include "WallTimer.h"
